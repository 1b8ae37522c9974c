package io.carillon.activities.dispatch;

import io.carillon.activities.campaign.NextMoves;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.campaign.NextMove;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@link DispatchActivities}: looks, claims, starts, pauses a moment, and looks again. A claim
 * whose workflow could not be started stands in its row; the sweeper starts it.
 */
public final class Dispatcher implements DispatchActivities {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Claims claims;
    private final Demands demands;
    private final NextMoves nextMoves;
    private final WorkflowStarter workflows;
    private final DispatchSettings settings;
    private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore startSlots;

    Dispatcher(
            Claims claims,
            Demands demands,
            NextMoves nextMoves,
            WorkflowStarter workflows,
            DispatchSettings settings) {
        this.claims = claims;
        this.demands = demands;
        this.nextMoves = nextMoves;
        this.workflows = workflows;
        this.settings = settings;
        this.startSlots = new Semaphore(settings.startsAtOnce());
    }

    @Override
    public NextMove dispatch(CampaignStart campaign) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        long end = System.nanoTime() + settings.length().toNanos();
        try {
            return dispatch(campaign, context, end);
        } finally {
            demands.ended(campaign.campaign());
        }
    }

    private NextMove dispatch(CampaignStart campaign, ActivityExecutionContext context, long end) {
        while (System.nanoTime() < end) {
            context.heartbeat(null);
            Claims.Look look = claims.look(campaign);
            start(look.calls());
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

    /** Does not wait: what is under way counts as claimed in the next look's budget. */
    private void start(List<CallStart> calls) {
        calls.forEach(call -> starters.execute(() -> start(call)));
    }

    private void start(CallStart call) {
        startSlots.acquireUninterruptibly();
        try {
            workflows.startCall(call);
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("call", call.call())
                    .setCause(failed)
                    .log("call.start_left_to_sweeper");
        } finally {
            startSlots.release();
        }
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
