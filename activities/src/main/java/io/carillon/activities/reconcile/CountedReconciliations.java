package io.carillon.activities.reconcile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadDecisions.Decision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** {@link Reconciliations} over the leads' decisions and the process's meters. */
final class CountedReconciliations implements Reconciliations {
    private static final Logger LOG = LoggerFactory.getLogger(CountedReconciliations.class);

    private static final String NAME = "carillon.reconciled";
    private static final String DECISION = "reconciled";

    private final Transactions transactions;
    private final LeadDecisions decisions;
    private final Map<Reconciled, Counter> counters = new EnumMap<>(Reconciled.class);

    CountedReconciliations(
            Transactions transactions, LeadDecisions decisions, MeterRegistry meters) {
        this.transactions = transactions;
        this.decisions = decisions;
        // All at once: a case that never happened is a zero, and its first time a rise.
        for (Reconciled each : Reconciled.values()) {
            counters.put(
                    each,
                    Counter.builder(NAME)
                            .tag("case", each.wire())
                            .description("Left open, and ended by somebody else than its workflow")
                            .register(meters));
        }
    }

    @Override
    public void note(Reconciled what, Subject subject, String detail) {
        transactions.system(
                () -> {
                    decisions.append(
                            new Decision(
                                    subject.organization(),
                                    subject.lead(),
                                    subject.call(),
                                    DECISION,
                                    what.wire(),
                                    detail,
                                    null));
                    transactions.afterCommit(() -> noted(what, subject));
                });
    }

    private void noted(Reconciled what, Subject subject) {
        count(what, 1);
        LOG.atInfo()
                .addKeyValue("case", what.wire())
                .addKeyValue("lead", subject.lead())
                .addKeyValue("call", subject.call())
                .log("reconciled");
    }

    @Override
    public void count(Reconciled what, int times) {
        Objects.requireNonNull(counters.get(what)).increment(times);
    }
}
