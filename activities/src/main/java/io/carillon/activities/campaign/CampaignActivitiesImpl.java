package io.carillon.activities.campaign;

import io.carillon.workflows.campaign.CampaignActivities;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.NextMove;
import io.temporal.failure.ApplicationFailure;

import java.util.function.Supplier;

/** {@link CampaignActivities} over the tables and the switches. */
public final class CampaignActivitiesImpl implements CampaignActivities {
    /** Shown as the campaign's reason when an operator switched it. */
    private static final String BY_OPERATOR = "by an operator in the Web UI";

    private final NextMoves nextMoves;
    private final CampaignControl control;

    CampaignActivitiesImpl(NextMoves nextMoves, CampaignControl control) {
        this.nextMoves = nextMoves;
        this.control = control;
    }

    @Override
    public NextMove nextMove(CampaignStart campaign) {
        return nextMoves.of(campaign);
    }

    @Override
    public String pause(CampaignStart campaign) {
        return finalWhenImpossible(
                () ->
                        control.pause(campaign.organization(), campaign.campaign(), BY_OPERATOR)
                                .wire());
    }

    @Override
    public String resume(CampaignStart campaign) {
        return finalWhenImpossible(
                () -> control.resume(campaign.organization(), campaign.campaign()).wire());
    }

    @Override
    public String stop(CampaignStart campaign) {
        return finalWhenImpossible(
                () ->
                        control.stop(
                                        campaign.organization(),
                                        campaign.campaign(),
                                        BY_OPERATOR,
                                        false)
                                .wire());
    }

    /** What the state forbids stays forbidden: the operator is told, nothing is repeated. */
    private static String finalWhenImpossible(Supplier<String> work) {
        try {
            return work.get();
        } catch (CampaignControl.NotPossible refused) {
            throw ApplicationFailure.newNonRetryableFailure(refused.getMessage(), refused.code());
        }
    }
}
