package io.carillon.activities.dispatch;

import io.carillon.activities.campaign.NextMoves;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.campaign.NextMove;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import java.util.concurrent.TimeUnit;

/** {@link DispatchActivities}: looks, claims, starts, pauses a moment, and looks again. */
public final class Dispatcher implements DispatchActivities {
    private final Claims claims;
    private final Demands demands;
    private final NextMoves nextMoves;
    private final Starts starts;
    private final DispatchSettings settings;
    private volatile boolean ending;

    Dispatcher(
            Claims claims,
            Demands demands,
            NextMoves nextMoves,
            Starts starts,
            DispatchSettings settings) {
        this.claims = claims;
        this.demands = demands;
        this.nextMoves = nextMoves;
        this.starts = starts;
        this.settings = settings;
    }

    @Override
    public NextMove dispatch(CampaignStart campaign) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        long end = System.nanoTime() + settings.length().toNanos();
        try {
            demands.begun(campaign.campaign());
            return dispatch(campaign, context, end);
        } finally {
            demands.ended(campaign.campaign());
        }
    }

    /** Ends the dispatches of this process at their next look, so that others take them over. */
    public void handOver() {
        ending = true;
    }

    private NextMove dispatch(CampaignStart campaign, ActivityExecutionContext context, long end) {
        while (!ending && System.nanoTime() < end) {
            context.heartbeat(null);
            Claims.Look look = claims.look(campaign);
            starts.start(look.calls());
            demands.looked(campaign.campaign(), look.calls().size(), look.more(), look.pace());
            if (!look.active() || (look.looked() == 0 && !look.full())) {
                NextMove move = nextMoves.of(campaign);
                if (move.kind() != NextMove.Kind.DISPATCH) {
                    return move;
                }
            }
            rest();
        }
        return nextMoves.of(campaign);
    }

    private void rest() {
        try {
            TimeUnit.NANOSECONDS.sleep(settings.pause().toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("dispatch interrupted", interrupted);
        }
    }
}
