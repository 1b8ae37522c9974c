package io.carillon.activities.campaign;

import io.carillon.activities.temporal.SteadyBeat;
import io.carillon.workflows.campaign.CampaignActivities;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.NextMove;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;

import java.time.Duration;
import java.util.function.Supplier;

/** {@link CampaignActivities} over the tables and the switches. */
public final class CampaignActivitiesImpl implements CampaignActivities {
    /** Shown as the campaign's reason when an operator switched it. */
    private static final String BY_OPERATOR = "by an operator in the Web UI";

    /** Five of them may be lost before the workflow looks for another worker. */
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final NextMoves nextMoves;
    private final CampaignControl control;

    CampaignActivitiesImpl(NextMoves nextMoves, CampaignControl control) {
        this.nextMoves = nextMoves;
        this.control = control;
    }

    @Override
    public NextMove nextMove(CampaignStart campaign) {
        return beating(() -> nextMoves.of(campaign));
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

    /** A look among millions of leads may take long; a lost worker is noticed all the same. */
    private static <T> T beating(Supplier<T> work) {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        try (SteadyBeat beat = SteadyBeat.start(() -> activity.heartbeat(null), BEAT)) {
            return work.get();
        }
    }

    /** What the state forbids stays forbidden: the operator is told, nothing is repeated. */
    private static String finalWhenImpossible(Supplier<String> work) {
        try {
            return beating(work);
        } catch (CampaignControl.NotPossible refused) {
            throw ApplicationFailure.newNonRetryableFailure(refused.getMessage(), refused.code());
        }
    }
}
