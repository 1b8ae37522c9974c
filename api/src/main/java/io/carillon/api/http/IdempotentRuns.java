package io.carillon.api.http;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.IdempotencyStore;
import io.carillon.activities.organization.IdempotencyStore.Kept;
import io.carillon.workflows.ids.OrganizationId;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The two ways a request with a key is run; see {@link CommitsItself}. */
final class IdempotentRuns {
    /** A deadlock rolls everything back, so the request may run again. */
    private static final int TRIES = 3;

    /**
     * A noted request without an answer for so long has died with its process; what commits itself
     * may run twice.
     */
    private static final Duration DEAD_AFTER = Duration.ofMinutes(2);

    private final Transactions transactions;
    private final IdempotencyStore store;

    IdempotentRuns(Transactions transactions, IdempotencyStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /** Rolls the transaction back without being a failure. */
    private static final class NotKept extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotKept() {
            super("the answer is no success", null, false, false);
        }
    }

    /** The handler's effects and the kept answer commit together or not at all. */
    void inOneTransaction(IdempotentRun run) {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<Kept> earlier = transaction(run, () -> handleOrFind(run));
                earlier.ifPresentOrElse(run::replay, run::send);
                return;
            } catch (NotKept rolledBack) {
                if (run.mayRunAgain() && attempt < TRIES) {
                    continue;
                }
                keepRefusal(run);
                run.send();
                return;
            }
        }
    }

    private Optional<Kept> handleOrFind(IdempotentRun run) {
        lock(run);
        Optional<Kept> earlier = earlier(run);
        if (earlier.isPresent()) {
            return earlier;
        }
        run.handle();
        if (!run.succeeded()) {
            throw new NotKept();
        }
        keep(run);
        return Optional.empty();
    }

    private void keepRefusal(IdempotentRun run) {
        if (run.worthKeeping()) {
            transaction(run, () -> keep(run));
        }
    }

    /** The key is noted before and answered after, each in a transaction of its own. */
    void around(IdempotentRun run) {
        Optional<Kept> earlier = transaction(run, () -> earlierOrBegin(run));
        if (earlier.isPresent()) {
            run.replay(earlier.get());
            return;
        }
        boolean handled = false;
        try {
            run.handle();
            handled = true;
        } finally {
            if (!handled || !run.worthKeeping()) {
                transaction(run, () -> forget(run));
            }
        }
        if (run.worthKeeping()) {
            transaction(run, () -> keep(run));
        }
        run.send();
    }

    private Optional<Kept> earlierOrBegin(IdempotentRun run) {
        lock(run);
        Optional<Kept> earlier = earlier(run);
        OrganizationId owner = run.owner();
        if (earlier.isEmpty() && owner != null) {
            store.begin(owner, run.key(), run.hash());
        }
        return earlier;
    }

    private void lock(IdempotentRun run) {
        if (!store.lock(run.caller().organizationOrNull(), run.key())) {
            throw running();
        }
    }

    /** The answer to repeat, or why there is none to give; empty when this request is the first. */
    private Optional<Kept> earlier(IdempotentRun run) {
        Optional<Kept> known = store.find(run.caller().organizationOrNull(), run.key());
        if (known.isEmpty()) {
            return known;
        }
        Kept kept = known.get();
        if (!Arrays.equals(kept.requestHash(), run.hash())) {
            throw ApiProblem.invalid(
                    "header:Idempotency-Key",
                    "IDEMPOTENCY_KEY_REUSED",
                    "was used with another request");
        }
        if (kept.secretFor() != null) {
            throw ApiProblem.conflict(
                    "SECRET_SHOWN_ONCE",
                    "this request made " + kept.secretFor() + "; its secret is shown once");
        }
        if (kept.status() == null) {
            if (kept.age().compareTo(DEAD_AFTER) < 0) {
                throw running();
            }
            return Optional.empty();
        }
        return known;
    }

    private boolean keep(IdempotentRun run) {
        OrganizationId owner = run.owner();
        if (owner != null) {
            store.keep(owner, run.caller().organizationOrNull() == null, run.key(), run.kept());
        }
        return true;
    }

    private boolean forget(IdempotentRun run) {
        OrganizationId owner = run.owner();
        if (owner != null) {
            store.forget(owner, run.key());
        }
        return true;
    }

    private <T> T transaction(IdempotentRun run, Supplier<T> work) {
        OrganizationId organization = run.caller().organizationOrNull();
        return organization == null
                ? transactions.system(work)
                : transactions.within(organization, work);
    }

    private static ApiProblem running() {
        return ApiProblem.conflict(
                "IDEMPOTENCY_KEY_RUNNING", "the first request with this key is still running");
    }
}
