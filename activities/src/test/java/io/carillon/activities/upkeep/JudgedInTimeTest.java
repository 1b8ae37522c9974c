package io.carillon.activities.upkeep;

import static io.carillon.activities.reconcile.Reconciled.AMBIGUOUS_DIAL;
import static io.carillon.activities.reconcile.Reconciled.CALL_WITHOUT_WORKFLOW;
import static io.carillon.activities.reconcile.Reconciled.CLAIM_OF_A_BACKUP;
import static io.carillon.activities.reconcile.Reconciled.CLAIM_WITHOUT_WORKFLOW;
import static io.carillon.activities.reconcile.Reconciled.LIVE_AT_CARRIER;
import static io.carillon.activities.reconcile.Reconciled.NEWS_UNTOLD;
import static io.carillon.activities.reconcile.Reconciled.ORPHAN_SLOT;
import static io.carillon.activities.reconcile.Reconciled.SILENT_CALL;
import static io.carillon.activities.reconcile.Reconciled.TERMINATED_BY_OPERATOR;
import static io.carillon.activities.reconcile.Reconciled.UNLISTED_BY_CARRIER;
import static io.carillon.activities.upkeep.LeftOpen.RING;
import static io.carillon.activities.upkeep.LeftOpen.TALK;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whatever is left open is judged within two minutes of the first moment it can be, and not before,
 * in whichever second between two sweeps it happens; with a line in the trace, and counted. Its own
 * workflow never helps.
 */
class JudgedInTimeTest {
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Sweeps of the stack take their time too. */
    private static final List<Integer> SECONDS_TO_THE_FIRST_SWEEP = List.of(1, 12, 23, 30);

    private static final LeftOpen OPEN = new LeftOpen();
    private static final Sweeper SWEEPER = OPEN.bed.bean(Sweeper.class);
    private static final LeadStore LEADS = OPEN.bed.bean(LeadStore.class);
    private static final MeterRegistry METERS = OPEN.bed.bean(MeterRegistry.class);

    private static final LookUp NEVER_HEARD_OF = new LookUp.Absent();
    private static final LookUp NOBODY_ANSWERED =
            new LookUp.Ended(false, CallResult.NO_ANSWER, "no_answer");
    private static final LookUp OVER = new LookUp.Ended(true, null, "max_duration");
    private static final LookUp RINGING = new LookUp.Live(false);
    private static final LookUp TALKING = new LookUp.Live(true);

    /**
     * @param judgeable from now; before it nothing is ended
     * @param until what the carrier says until then, and {@code then} from then on; null: it is
     *     silent
     * @param end state and result, or what else must hold
     */
    private record Left(
            String name,
            Reconciled as,
            Supplier<CallId> leave,
            Duration judgeable,
            LookUp until,
            LookUp then,
            Predicate<CallId> judged,
            String end) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Left> left() {
        return Stream.of(
                call(
                                "a dial nobody answered for, that never arrived",
                                AMBIGUOUS_DIAL,
                                OPEN::ambiguous)
                        .from(RING, NEVER_HEARD_OF, NEVER_HEARD_OF, "failed unknown"),
                call("a dial nobody answered for, that rang", AMBIGUOUS_DIAL, OPEN::ambiguous)
                        .from(RING, RINGING, NOBODY_ANSWERED, "failed no_answer"),
                call(
                                "a dial nobody answered for, and a carrier that cannot say",
                                AMBIGUOUS_DIAL,
                                OPEN::ambiguous)
                        .from(
                                RING,
                                new LookUp.Unknowable(),
                                new LookUp.Unknowable(),
                                "failed unknown"),
                call("a ring without a callback", SILENT_CALL, OPEN::dialed)
                        .from(RING, RINGING, NOBODY_ANSWERED, "failed no_answer"),
                call("a ring that does not end", SILENT_CALL, OPEN::dialed)
                        .from(RING, RINGING, RINGING, "failed unknown"),
                call("a conversation without a callback", SILENT_CALL, OPEN::dialed)
                        .from(RING.plus(TALK), TALKING, OVER, "completed unknown"),
                call(
                                "a conversation whose end was not told",
                                SILENT_CALL,
                                () -> OPEN.answered(OPEN.dialed()))
                        .from(TALK, TALKING, OVER, "completed unknown"),
                call(
                                "a conversation that does not end",
                                SILENT_CALL,
                                () -> OPEN.answered(OPEN.dialed()))
                        .from(TALK, TALKING, TALKING, "completed unknown"),
                call("a ring at a carrier that fell silent", SILENT_CALL, OPEN::dialed)
                        .silent(RING.plus(TALK), "failed unknown"),
                call(
                                "a conversation at a carrier that fell silent",
                                SILENT_CALL,
                                () -> OPEN.answered(OPEN.dialed()))
                        .silent(TALK, "completed unknown"),
                call(
                                "a long conversation that is over by the carrier's list",
                                UNLISTED_BY_CARRIER,
                                () -> unlisted(OPEN.answered(OPEN.dialedForLong())))
                        .from(Duration.ofSeconds(60), OVER, OVER, "completed unknown"),
                call(
                                "a claim without a workflow",
                                CLAIM_WITHOUT_WORKFLOW,
                                () -> OPEN.claimWhoseWorkflowIs(RunState.NONE))
                        .when(JudgedInTimeTest::started, "claimed"),
                call(
                                "a claim whose workflow failed",
                                CLAIM_WITHOUT_WORKFLOW,
                                () -> OPEN.claimWhoseWorkflowIs(RunState.FAILED))
                        .when(JudgedInTimeTest::started, "claimed"),
                call(
                                "a claim whose workflow has ended",
                                CLAIM_OF_A_BACKUP,
                                () -> OPEN.claimWhoseWorkflowIs(RunState.COMPLETED))
                        .when(OPEN::over, "canceled canceled"),
                call(
                                "a claim whose workflow was terminated",
                                TERMINATED_BY_OPERATOR,
                                () -> OPEN.claimWhoseWorkflowIs(RunState.TERMINATED))
                        .when(OPEN::over, "canceled canceled"),
                call(
                                "a claim whose workflow was canceled",
                                TERMINATED_BY_OPERATOR,
                                () -> OPEN.claimWhoseWorkflowIs(RunState.CANCELED))
                        .when(OPEN::over, "canceled canceled"),
                call(
                                "a call whose workflow was terminated",
                                TERMINATED_BY_OPERATOR,
                                () -> OPEN.talkingAndItsWorkflowIs(RunState.TERMINATED))
                        .when(OPEN::over, "completed unknown"),
                call(
                                "a call whose workflow was canceled",
                                TERMINATED_BY_OPERATOR,
                                () -> OPEN.talkingAndItsWorkflowIs(RunState.CANCELED))
                        .when(OPEN::over, "completed unknown"),
                call(
                                "a call whose workflow is unknown",
                                CALL_WITHOUT_WORKFLOW,
                                () -> OPEN.talkingAndItsWorkflowIs(RunState.NONE))
                        .when(OPEN::over, "completed unknown"),
                call("a lead in a call that is over", ORPHAN_SLOT, OPEN::orphan)
                        .when(
                                call -> OPEN.bed.lead(call, "status").equals("pending"),
                                "failed busy"),
                call("news that nobody was told", NEWS_UNTOLD, OPEN::untold)
                        .when(OPEN::told, "in_progress"),
                call(
                                "a call that ended here and not at the carrier",
                                LIVE_AT_CARRIER,
                                OPEN::endedTooSoon)
                        .when(JudgedInTimeTest::hungUp, "failed unknown"),
                call("a claim that is on the line", LIVE_AT_CARRIER, OPEN::claimedAndOnTheLine)
                        .when(JudgedInTimeTest::hungUp, "canceled canceled"));
    }

    @BeforeEach
    void calm() {
        OPEN.calm();
    }

    @AfterAll
    static void close() {
        OPEN.close();
    }

    @ParameterizedTest
    @MethodSource("left")
    void isJudgedWithinTwoMinutes(Left left) {
        for (int second : SECONDS_TO_THE_FIRST_SWEEP) {
            OPEN.calm();
            double before = counted(left.as());
            CallId call = left.leave().get();

            Duration waited = sweptUntilJudged(left, call, Duration.ofSeconds(second));

            assertThat(waited.minus(left.judgeable()))
                    .as("%s, first sweep after %d s", left, second)
                    .isBetween(Duration.ZERO, LIMIT);
            assertThat(end(call)).as("%s", left).isEqualTo(left.end());
            assertThat(trace(call)).as("%s", left).contains("reconciled " + left.as().wire());
            assertThat(counted(left.as())).as("%s", left).isGreaterThan(before);
            assertThat(OPEN.bed.driver.dials)
                    .as("requests for one call")
                    .extracting(request -> request.call())
                    .doesNotHaveDuplicates();
        }
    }

    /** How long after it was left. */
    private static Duration sweptUntilJudged(Left left, CallId call, Duration first) {
        Duration at = Objects.requireNonNull(OPEN.ahead.get());
        Duration step = first;
        Duration waited = Duration.ZERO;
        while (waited.compareTo(left.judgeable().plus(LIMIT)) <= 0) {
            OPEN.pass(step);
            step = BETWEEN_SWEEPS;
            waited = Objects.requireNonNull(OPEN.ahead.get()).minus(at);
            OPEN.bed.driver.found =
                    waited.compareTo(left.judgeable()) < 0 ? left.until() : left.then();
            SWEEPER.sweep();
            if (started(call) && !OPEN.bed.call(call, "state").equals("claimed")) {
                OPEN.run(call);
            }
            if (left.judged().test(call)) {
                return OPEN.ahead.get().minus(at);
            }
        }
        return waited;
    }

    private static boolean started(CallId call) {
        return OPEN.bed.workflows.started.contains(call.toString());
    }

    private static boolean hungUp(CallId call) {
        return OPEN.bed.driver.hungUp.stream().anyMatch(hungUp -> hungUp.call().equals(call));
    }

    private static CallId unlisted(CallId call) {
        OPEN.bed.driver.listed = List.of();
        return call;
    }

    private static String end(CallId call) {
        return OPEN.bed.call(call, "state || coalesce(' ' || result, '')");
    }

    private static List<String> trace(CallId call) {
        var lead =
                new LeadId(
                        OPEN.bed.rows.value(
                                UUID.class,
                                "SELECT lead_id FROM calls WHERE id = :id",
                                call.value()));
        return LEADS.trace(OPEN.bed.rows.organizationId(), lead).stream()
                .map(entry -> entry.decision() + " " + entry.rule())
                .toList();
    }

    private static double counted(Reconciled what) {
        return METERS.counter("carillon.reconciled", "case", what.wire()).count();
    }

    private static Leaving call(String name, Reconciled as, Supplier<CallId> leave) {
        return new Leaving(name, as, leave);
    }

    private record Leaving(String name, Reconciled as, Supplier<CallId> leave) {
        Left from(Duration judgeable, LookUp until, LookUp then, String end) {
            return new Left(name, as, leave, judgeable, until, then, OPEN::over, end);
        }

        Left silent(Duration judgeable, String end) {
            return new Left(
                    name,
                    as,
                    () -> {
                        CallId call = leave.get();
                        OPEN.bed.driver.silent = true;
                        return call;
                    },
                    judgeable,
                    RINGING,
                    RINGING,
                    OPEN::over,
                    end);
        }

        /** From the moment it is left. */
        Left when(Predicate<CallId> judged, String end) {
            return new Left(name, as, leave, Duration.ZERO, RINGING, RINGING, judged, end);
        }
    }
}
