package io.carillon.workflows.campaign;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Short looks and switches of a campaign. All may be repeated. */
@ActivityInterface(namePrefix = "Campaign.")
public interface CampaignActivities {
    /**
     * Looks at the tables and says what the campaign should do now; finishes it (or its expired
     * leads) when it is time.
     */
    @ActivityMethod
    NextMove nextMove(CampaignStart campaign);

    @ActivityMethod
    String pause(CampaignStart campaign);

    @ActivityMethod
    String resume(CampaignStart campaign);

    @ActivityMethod
    String stop(CampaignStart campaign);
}
