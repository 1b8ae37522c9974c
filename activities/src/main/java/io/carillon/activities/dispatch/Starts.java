package io.carillon.activities.dispatch;

import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallStart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Starts the workflows of claimed calls, so many at once. A claim whose workflow could not be
 * started stands in its row; the sweeper starts it.
 */
final class Starts {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final WorkflowStarter workflows;
    private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots;

    Starts(WorkflowStarter workflows, int atOnce) {
        this.workflows = workflows;
        this.slots = new Semaphore(atOnce);
    }

    /** Does not wait: what is under way counts as claimed in the next look's budget. */
    void start(List<CallStart> calls) {
        calls.forEach(call -> starters.execute(() -> start(call)));
    }

    private void start(CallStart call) {
        slots.acquireUninterruptibly();
        try {
            workflows.startCall(call);
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("call", call.call())
                    .setCause(failed)
                    .log("call.start_left_to_sweeper");
        } finally {
            slots.release();
        }
    }
}
