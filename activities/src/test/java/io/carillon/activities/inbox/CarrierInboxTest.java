package io.carillon.activities.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Impression;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class CarrierInboxTest {
    private static final String OPT_OUT_ON_9 =
            """
            {"name":"test","start":"hello","steps":{
              "hello":{"gather":{"say":"Hello.","max_digits":1,"valid_digits":"19"},
                "on":{"1":"bye","9":"stop"},"on_no_input":"bye"},
              "stop":{"opt_out":true,"say":"You will not be called again.","next":"bye"},
              "bye":{"hang_up":true}}}
            """;

    private final CallBed bed = new CallBed();
    private final CarrierInbox inbox = bed.bean(CarrierInbox.class);
    private final CallActivities calls = bed.bean(CallActivities.class);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void raisesTheStatusWritesTheEventsAndTellsTheWorkflow() {
        CallId call = dialed();

        receive(call, new CarrierEvent.Ringing());
        assertThat(bed.call(call, "state")).isEqualTo("ringing");
        receive(call, new CarrierEvent.Answered());
        receive(call, verdict(AnsweredBy.MACHINE));
        receive(call, ended(true, "hung_up_by_us"));

        assertThat(bed.call(call, "state")).isEqualTo("in_progress");
        assertThat(bed.call(call, "answered_by")).isEqualTo("machine");
        assertThat(bed.call(call, "talk_seconds")).isEqualTo("12");
        assertThat(bed.events(call))
                .containsExactly(
                        "call.initiated", "call.ringing", "call.answered", "call.answered_by");
        awaitTold(3);
        assertThat(bed.workflows.told)
                .containsExactlyInAnyOrder(
                        new CarrierNews.Answered(),
                        new CarrierNews.Verdict(AnsweredBy.MACHINE),
                        new CarrierNews.Ended(
                                true,
                                null,
                                "hung_up_by_us",
                                new Impression(true, AnsweredBy.MACHINE, false, false)));
    }

    @Test
    void takesADoubledCallbackOnce() {
        CallId call = dialed();
        var twice = new CarrierEvent("one", null, null, new CarrierEvent.Answered());

        inbox.receive(call, List.of(twice, twice));
        inbox.receive(call, List.of(twice));

        assertThat(bed.events(call)).containsExactly("call.initiated", "call.answered");
        assertThat(news(call)).isEqualTo(1);
    }

    /** The later one read what was known before it waited for the call's row. */
    @Test
    void takesACallbackOnceThatTwoProcessesReceiveAtOnce() throws Exception {
        CallId call = dialed();
        var twice = new CarrierEvent("one", null, null, new CarrierEvent.Answered());
        CarrierInbox elsewhere = elsewhere();

        try (Connection holder = bed.database().superuser();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute(
                            "SELECT FROM calls WHERE id = '%s' FOR UPDATE".formatted(call.value()));
            Future<?> here = threads.submit(() -> inbox.receive(call, List.of(twice)));
            Future<?> there = threads.submit(() -> elsewhere.receive(call, List.of(twice)));
            await().until(() -> waiting(holder) == 2);
            holder.commit();
            here.get();
            there.get();
        }

        assertThat(bed.events(call)).containsExactly("call.initiated", "call.answered");
        assertThat(news(call)).isEqualTo(1);
    }

    private static int waiting(Connection connection) throws SQLException {
        try (ResultSet counted =
                connection
                        .createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            counted.next();
            return counted.getInt(1);
        }
    }

    private CarrierInbox elsewhere() {
        return new InboxConfiguration()
                .carrierInbox(
                        bed.bean(Transactions.class),
                        bed.bean(FollowedCalls.class),
                        bed.bean(ScriptRows.class),
                        bed.bean(CallEvents.class),
                        bed.bean(Flows.class),
                        bed.bean(Suppressions.class),
                        bed.bean(Telling.class));
    }

    @Test
    void neverLowersTheStatusWhateverTheOrder() {
        long seed = System.nanoTime();
        var events =
                new ArrayList<CarrierEvent.What>(
                        List.of(
                                new CarrierEvent.Queued(),
                                new CarrierEvent.Ringing(),
                                new CarrierEvent.Answered(),
                                verdict(AnsweredBy.HUMAN),
                                new CarrierEvent.ScriptEnded(0)));
        for (int round = 0; round < 6; round++) {
            Collections.shuffle(events, new Random(seed + round));
            CallId call = dialed();
            events.forEach(what -> receive(call, what));

            assertThat(bed.call(call, "state"))
                    .as("seed %d: %s", seed, events)
                    .isEqualTo("in_progress");
            assertThat(bed.events(call)).as("seed %d", seed).doesNotHaveDuplicates();
        }
    }

    @Test
    void keepsTheFirstEndAndMarksWhatComesLater() {
        CallId call = dialed();
        receive(call, ended(false, "no_answer"));
        receive(call, ended(true, "completed"));

        awaitTold(1);
        assertThat(bed.workflows.told).hasSize(1);
        assertThat(late(call)).isEqualTo(1);
        assertThat(bed.call(call, "answered_at")).isEqualTo("null");
    }

    @Test
    void whatIsChargedAfterTheEndCountsForTheDayOfTheEnd() {
        CallId call = dialed();
        calls.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_us", true, false));
        bed.rows.update(
                """
                INSERT INTO pacers (scope, organization_id, day, spent_today)
                SELECT 'organization:' || id, id, (carillon_now() AT TIME ZONE 'UTC')::date, 5
                FROM organizations WHERE id = :organization
                ON CONFLICT (scope) DO UPDATE SET day = excluded.day, spent_today = excluded.spent_today
                """,
                Map.of());
        bed.set(call, "counted_cost = 0.05");

        receive(call, ended(true, "completed"));

        assertThat(bed.call(call, "counted_cost")).startsWith("0.0200");
        assertThat(
                        bed.rows.value(
                                String.class,
                                "SELECT spent_today::text FROM pacers WHERE scope = 'organization:' || :id",
                                bed.rows.organizationId().value()))
                .startsWith("4.9700");
    }

    @Test
    void addsWhatIsChargedAfterTheEnd() {
        CallId call = dialed();
        calls.conclude(call, new CallEnding(CallResult.HUMAN, "hung_up_by_us", true, false));

        receive(call, ended(true, "completed"));

        assertThat(bed.call(call, "cost")).startsWith("0.0200");
        assertThat(bed.call(call, "(SELECT l.cost FROM leads l WHERE l.id = lead_id)"))
                .startsWith("0.0200");
        assertThat(late(call)).isEqualTo(1);
        assertThat(bed.workflows.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void suppressesTheNumberOfWhoeverOptedOutThoughTheCallbackComesLate(boolean concluded) {
        bed.rows.update(
                "UPDATE flow_versions SET definition = :flow::json WHERE id = :id AND organization_id = :organization",
                Map.of("flow", OPT_OUT_ON_9, "id", bed.rows.flowVersion()));
        CallId call = dialed();
        receive(call, ended(true, "hung_up_by_callee"));
        if (concluded) {
            calls.conclude(
                    call, new CallEnding(CallResult.HUMAN, "hung_up_by_callee", true, false));
        }

        receive(call, new CarrierEvent.Gathered(0, "hello", "1", "max_digits", 1));
        assertThat(suppressed(call)).isFalse();
        receive(call, new CarrierEvent.Gathered(0, "hello", "9", "max_digits", 1));

        assertThat(suppressed(call)).isTrue();
        assertThat(late(call)).isEqualTo(2);
    }

    private boolean suppressed(CallId call) {
        return bed.rows.value(
                Boolean.class,
                "SELECT EXISTS (SELECT FROM suppressions WHERE number = :id AND reason = 'opt_out')",
                bed.call(call, "to_number"));
    }

    @Test
    void takesACallbackForProofThatTheRequestArrived() {
        CallId call = bed.claimed();
        bed.driver.answer =
                request -> {
                    receive(call, new CarrierEvent.Queued());
                    return new io.carillon.activities.carrier.DialAnswer.Ambiguous("timeout");
                };

        calls.dial(call);

        assertThat(bed.events(call)).containsExactly("call.initiated");
        assertThat(bed.call(call, "evidence_at IS NOT NULL")).isEqualTo("true");
    }

    @Test
    void storesCallbacksThatComeTogetherInFewCommits() throws Exception {
        List<CallId> dialed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            dialed.add(dialed());
        }
        List<Callable<Boolean>> callbacks = new ArrayList<>();
        for (CallId call : dialed) {
            callbacks.add(() -> receive(call, new CarrierEvent.Ringing()));
            callbacks.add(() -> receive(call, new CarrierEvent.Answered()));
            callbacks.add(() -> receive(call, ended(true, "completed")));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var stored : threads.invokeAll(callbacks)) {
                assertThat(stored.get()).isTrue();
            }
        }

        for (CallId call : dialed) {
            assertThat(news(call)).isEqualTo(3);
            assertThat(bed.call(call, "end_seen")).isEqualTo("true");
        }
    }

    @Test
    void leavesNewsUntoldWhileTheWorkflowIsNotRunning() {
        bed.workflows.running = false;
        CallId call = dialed();
        receive(call, new CarrierEvent.Answered());

        assertThat(bed.bean(Telling.class).untold(Duration.ofSeconds(-1), 10))
                .extracting(UntoldNews::news)
                .containsExactly(new CarrierNews.Answered());
    }

    private CallId dialed() {
        CallId call = bed.claimed();
        calls.dial(call);
        return call;
    }

    private boolean receive(CallId call, CarrierEvent.What what) {
        inbox.receive(
                call,
                List.of(
                        new CarrierEvent(
                                what.getClass().getSimpleName() + what.hashCode(),
                                "CA1",
                                null,
                                what)));
        return true;
    }

    private static CarrierEvent.Verdict verdict(AnsweredBy by) {
        return new CarrierEvent.Verdict(by, "long_greeting", 0.9, Duration.ofMillis(1900));
    }

    private static CarrierEvent.Ended ended(boolean answered, String cause) {
        return new CarrierEvent.Ended(
                answered,
                answered ? null : CallResult.NO_ANSWER,
                cause,
                Duration.ofSeconds(answered ? 12 : 0),
                List.of(),
                false,
                new BigDecimal("0.02"));
    }

    private long news(CallId call) {
        return bed.rows.value(
                Long.class, "SELECT count(*) FROM carrier_news WHERE call_id = :id", call.value());
    }

    private long late(CallId call) {
        return bed.rows.value(
                Long.class,
                "SELECT count(*) FROM carrier_news WHERE late AND call_id = :id",
                call.value());
    }

    /** Telling is on threads of its own, after the commit. */
    private void awaitTold(int count) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (bed.workflows.told.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
