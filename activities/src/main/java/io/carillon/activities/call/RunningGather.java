package io.carillon.activities.call;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.Flows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets keys be told before an operator's script cuts what asks for them. A carrier that is given
 * its scripts over the network drops the one that runs, and with it keys that were pressed but not
 * told (Twilio docs, Update a Call resource).
 */
final class RunningGather {
    // The operator's request waits for it; people who press a key do so within seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** How time is spent between two looks. */
    interface Rest {
        void during(Duration time) throws InterruptedException;
    }

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final Flows flows;
    private final Rendering rendering;
    private final Rest rest;

    RunningGather(
            Transactions transactions,
            FollowedCalls calls,
            Flows flows,
            Rendering rendering,
            Rest rest) {
        this.transactions = transactions;
        this.calls = calls;
        this.flows = flows;
        this.rendering = rendering;
        this.rest = rest;
    }

    /** The call when no key is awaited any more, or when that takes too long. */
    FollowedCall awaited(FollowedCall row) {
        FollowedCall now = row;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(PATIENCE) < 0 && asks(now)) {
            waited = waited.plus(LOOK);
            now = later(now);
        }
        return now;
    }

    private FollowedCall later(FollowedCall row) {
        try {
            rest.during(LOOK);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(row.id() + ": interrupted while it waited for keys");
        }
        Optional<FollowedCall> now = transactions.system(() -> calls.find(row.id()));
        return now.orElse(row);
    }

    /** The script that runs ends with a gather. */
    boolean asks(FollowedCall row) {
        String step = row.script().step();
        if (step == null || !row.live() || CallSteering.isOperators(step)) {
            return false;
        }
        List<Script.Verb> verbs =
                rendering
                        .render(
                                flows.version(
                                        row.organization(), Objects.requireNonNull(row.flow())),
                                step,
                                row.script().sequence(),
                                row.variables(),
                                Map.of(),
                                row.transferScope())
                        .script()
                        .verbs();
        return !verbs.isEmpty() && verbs.getLast() instanceof Script.Gather;
    }
}
