package io.carillon.workflows.call;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One moment a workflow waits for at most. Putting the moment off leaves the running timer alone
 * and costs no event until it fires; moving it forward cancels the timer.
 */
final class Alarm {
    private long dueMillis;
    private String purpose = "";
    private long timerDueMillis;
    private @Nullable Promise<Void> timer;
    private @Nullable CancellationScope scope;

    /**
     * @param purpose shown beside the timer in the Web UI
     */
    void set(Duration in, String purpose) {
        this.dueMillis = Workflow.currentTimeMillis() + in.toMillis();
        this.purpose = purpose;
    }

    /** As {@link #set}, unless it rings sooner. */
    void setAtLatest(Duration in, String purpose) {
        if (Workflow.currentTimeMillis() + in.toMillis() < dueMillis) {
            set(in, purpose);
        }
    }

    boolean passed() {
        return Workflow.currentTimeMillis() >= dueMillis;
    }

    /** Until something happens or the moment passes. */
    void await(Supplier<Boolean> happened) {
        while (!happened.get() && !passed()) {
            Promise<Void> running = armed();
            Workflow.await(() -> happened.get() || running.isCompleted());
        }
    }

    private Promise<Void> armed() {
        Promise<Void> running = timer;
        if (running != null && !running.isCompleted() && timerDueMillis <= dueMillis) {
            return running;
        }
        if (scope != null) {
            scope.cancel();
        }
        return start();
    }

    private Promise<Void> start() {
        Duration left = Duration.ofMillis(dueMillis - Workflow.currentTimeMillis());
        var options = TimerOptions.newBuilder().setSummary(purpose).build();
        CancellationScope own =
                Workflow.newCancellationScope(() -> timer = Workflow.newTimer(left, options));
        own.run();
        scope = own;
        timerDueMillis = dueMillis;
        return java.util.Objects.requireNonNull(timer);
    }
}
