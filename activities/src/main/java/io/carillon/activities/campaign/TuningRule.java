package io.carillon.activities.campaign;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.workflows.campaign.CampaignSettings;

/** Thresholds of the machine detection are asked of carriers that have them, or refused. */
public final class TuningRule {
    /** Into a campaign, or into the options of a single call. */
    public static final String POINTER = "/answering_machine/tuning";

    private TuningRule() {}

    /**
     * @param settings as they hold for the call
     * @param pointer where the request has what they say
     * @throws NotPossible {@code TUNING_NOT_SUPPORTED}
     */
    public static void check(CampaignSettings settings, CarrierDriver driver, String pointer) {
        if (settings.machines().tuning() != null
                && !driver.capabilities().features().contains(Feature.MACHINE_TUNING)) {
            throw new NotPossible(
                    "TUNING_NOT_SUPPORTED",
                    "carrier " + driver.carrier() + " has no thresholds for its machine detection",
                    pointer,
                    false);
        }
    }
}
