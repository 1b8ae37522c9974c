package io.carillon.api.health;

import io.carillon.activities.database.Transactions;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks at what this process needs. Looks are kept for a moment, so that asking is cheap. */
@Component
class Vitals {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final String ACTIVE =
            "SELECT count(*) FROM calls WHERE state IN ('dialing', 'ringing', 'in_progress')";

    private final Transactions transactions;
    private final WorkflowServiceStubs temporal;
    private final CarrierLook carriers;

    private Readiness last = new Readiness("no", "no", "no", "no", List.of());
    private long lastLook = System.nanoTime() - FRESH.toNanos();
    private long active = -1;
    private long lastCount = System.nanoTime() - FRESH.toNanos();

    Vitals(Transactions transactions, WorkflowServiceStubs temporal, CarrierLook carriers) {
        this.transactions = transactions;
        this.temporal = temporal;
        this.carriers = carriers;
    }

    /**
     * Each is {@code ok} or {@code unreachable}; the carrier may be {@code none}.
     *
     * @param carriers what {@code carrier} sums up
     */
    record Readiness(
            String status,
            String database,
            String temporal,
            String carrier,
            List<CarrierLook.Reached> carriers) {
        boolean ready() {
            return status.equals("ok");
        }
    }

    long uptimeSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
    }

    /** -1 when the database does not answer. */
    synchronized long activeCalls() {
        if (System.nanoTime() - lastCount >= FRESH.toNanos()) {
            active = counted();
            lastCount = System.nanoTime();
        }
        return active;
    }

    private long counted() {
        try {
            return transactions.system(
                    () -> transactions.jdbc().sql(ACTIVE).query(Long.class).single());
        } catch (RuntimeException down) {
            LOG.atWarn().addKeyValue("cause", down.toString()).log("health.database_unreachable");
            return -1;
        }
    }

    synchronized Readiness readiness() {
        if (System.nanoTime() - lastLook >= FRESH.toNanos()) {
            last = look();
            lastLook = System.nanoTime();
        }
        return last;
    }

    private Readiness look() {
        boolean database = answers("database", () -> counted() >= 0);
        boolean workflows = answers("temporal", this::temporalAnswers);
        List<CarrierLook.Reached> asked = database ? carriers.ask() : List.of();
        String carrier = database ? CarrierLook.summary(asked) : "unreachable";
        boolean all = database && workflows && !carrier.equals("unreachable");
        return new Readiness(
                all ? "ok" : "unavailable", word(database), word(workflows), carrier, asked);
    }

    private boolean temporalAnswers() {
        temporal.blockingStub()
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
        return true;
    }

    private static boolean answers(String what, BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (RuntimeException down) {
            LOG.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("cause", down.toString())
                    .log("health.unreachable");
            return false;
        }
    }

    private static String word(boolean answers) {
        return answers ? "ok" : "unreachable";
    }
}
