package io.carillon.activities.suppression;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

/** Numbers that must not be called. The gate asks inside its own transaction. */
public interface Suppressions {
    /**
     * The person asked never to be called again: within the current transaction the number is
     * suppressed for the whole organization and every other pending lead with it is done as
     * suppressed, with its event. The call's own lead is left to the call's end. Repeating changes
     * nothing.
     */
    void optOut(OrganizationId organization, PhoneNumber number, CallId heardOn);

    /**
     * Marks pending leads of a number that is suppressed by now as done, as {@link #optOut} does.
     * Within the current transaction.
     */
    void applyTo(OrganizationId organization, PhoneNumber number);
}
