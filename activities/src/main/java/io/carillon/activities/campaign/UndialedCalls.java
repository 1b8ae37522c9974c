package io.carillon.activities.campaign;

import io.carillon.workflows.ids.CallId;

/** What the end of a campaign must be able to do to its calls; calls themselves know how. */
public interface UndialedCalls {
    /**
     * Cancels a call that was not dialed (claimed or waiting): result canceled, the lead's outcome
     * canceled. False when it is too late.
     */
    boolean cancelUndialed(CallId call, String reason);
}
