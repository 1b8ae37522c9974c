package io.carillon.workflows.call;

import io.carillon.workflows.ids.CallId;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;

import java.time.Duration;
import java.util.Map;

/**
 * How a call's activities are asked for. All but the dial run inside the workflow task (local
 * activities), which costs one event instead of three and no trip to the server.
 */
final class CallDeeds {
    // A dial that waits longer for a worker than this would miss its turn anyway.
    private static final Duration DIAL_QUEUE = Duration.ofSeconds(10);

    // Half a second to the send instant, some missed turns, the carrier's answer (15 s), and tries
    // to store it while the database is away.
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(60);

    // It beats every few seconds. A worker that says nothing for so long is lost, or never got the
    // dial: a server that was told nobody took it waited for the whole limit.
    private static final Duration DIAL_SILENCE = Duration.ofSeconds(15);

    // One request to a carrier or one transaction.
    private static final Duration DEED_LIMIT = Duration.ofSeconds(15);

    // A person waits on the line, and news waits behind the deed. Six tries outlast a hiccup of
    // three seconds; a look is repeated by the alarm, a conclusion by an ordinary activity.
    private static final int TRIES = 6;
    private static final int LOOKS = 2;

    // Made for each deed: a stub holds a description of all its activities, and a call that waits
    // on the line would hold four of them.
    private static final ActivityOptions ONCE =
            ActivityOptions.newBuilder()
                    .setScheduleToStartTimeout(DIAL_QUEUE)
                    .setStartToCloseTimeout(DIAL_LIMIT)
                    .setHeartbeatTimeout(DIAL_SILENCE)
                    .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build();

    // For as long as it takes, without growing the history.
    private static final ActivityOptions UNTIL_DONE =
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(DEED_LIMIT)
                    .setRetryOptions(
                            RetryOptions.newBuilder()
                                    .setInitialInterval(Duration.ofMillis(500))
                                    .setMaximumInterval(Duration.ofSeconds(20))
                                    .build())
                    .build();

    /** Fails when the activity was lost: then nobody knows here whether a request left. */
    DialOutcome dial(CallId call) {
        return remote(ONCE).dial(call);
    }

    DialOutcome recover(CallId call) {
        return remote(UNTIL_DONE).recover(call);
    }

    /** True when the call was not dialed and is canceled now. */
    boolean cancel(CallId call) {
        return remote(UNTIL_DONE).cancel(call);
    }

    Performed perform(CallId call, String step, int sequence, Map<String, Integer> visits) {
        return local(TRIES).perform(call, step, sequence, visits);
    }

    Performed leaveMessage(CallId call, int sequence) {
        return local(TRIES).leaveMessage(call, sequence);
    }

    void hangUp(CallId call) {
        local(TRIES).hangUp(call);
    }

    LookedUp lookUp(CallId call) {
        return local(LOOKS).lookUp(call);
    }

    /** Returns when it is written, however long the database is away. */
    void conclude(CallId call, CallEnding ending) {
        try {
            local(TRIES).conclude(call, ending);
        } catch (ActivityFailure away) {
            remote(UNTIL_DONE).conclude(call, ending);
        }
    }

    private static CallActivities remote(ActivityOptions options) {
        return Workflow.newActivityStub(CallActivities.class, options);
    }

    private static CallActivities local(int tries) {
        return Workflow.newLocalActivityStub(
                CallActivities.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(DEED_LIMIT)
                        .setRetryOptions(
                                RetryOptions.newBuilder()
                                        .setInitialInterval(Duration.ofMillis(100))
                                        .setMaximumInterval(Duration.ofSeconds(2))
                                        .setMaximumAttempts(tries)
                                        .build())
                        .build());
    }
}
