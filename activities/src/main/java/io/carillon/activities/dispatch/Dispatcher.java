package io.carillon.activities.dispatch;

import io.carillon.activities.campaign.NextMoves;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.campaign.NextMove;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/** {@link DispatchActivities}: looks, claims, starts, pauses a moment, and looks again. */
public final class Dispatcher implements DispatchActivities {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /**
     * Looks that may fail one after the other before the dispatch does. A dispatch that ends costs
     * its campaign a second without dials, and a handful of requests to Temporal.
     */
    private static final int LOOKS = 10;

    private static final NextMove LOOK_AGAIN =
            new NextMove(NextMove.Kind.DISPATCH, null, "leads are due");

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
        int lost = 0;
        while (!ending && System.nanoTime() < end) {
            context.heartbeat(null);
            try {
                NextMove move = look(campaign);
                if (move.kind() != NextMove.Kind.DISPATCH) {
                    return move;
                }
                lost = 0;
            } catch (RuntimeException away) {
                if (++lost == LOOKS) {
                    throw away;
                }
                LOG.atWarn()
                        .addKeyValue("campaign", campaign.campaign())
                        .setCause(away)
                        .log("dispatch.look_lost");
            }
            rest();
        }
        return nextMoves.of(campaign);
    }

    /** What it claimed without our hearing of it is started by the sweeper. */
    private NextMove look(CampaignStart campaign) {
        Claims.Look look = claims.look(campaign);
        starts.start(look.calls());
        demands.looked(campaign.campaign(), look.calls().size(), look.more(), look.pace());
        boolean nothingDue = !look.active() || (look.looked() == 0 && !look.full());
        return nothingDue ? nextMoves.of(campaign) : LOOK_AGAIN;
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
