package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Many workers at one gate: pace and concurrency are exact, and a pause is a line in time. */
class GateContentionTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final int WORKERS = 6;

    private final Gates gates = new Gates(DATABASE.transactions());
    private Rows rows;
    private int numbers;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        rows = Rows.in(DATABASE);
    }

    @Test
    void noSlidingSecondHoldsMoreSendInstantsThanThePaceEvenWhenEachIsLateByAllItMay() {
        int pace = 40;
        CampaignStart campaign = rows.campaign("active", settings("{callsPerSecond}", pace));
        List<Claim> calls = claims(campaign, 60);

        List<Instant> sent = sendAll(calls);

        assertThat(sent).hasSize(60);
        for (int i = 0; i + pace < sent.size(); i++) {
            Duration between = Duration.between(sent.get(i), sent.get(i + pace));
            // The first may leave 25 ms late and the last in time.
            assertThat(between).isGreaterThanOrEqualTo(Duration.ofMillis(1025));
        }
    }

    @Test
    void anAccountsPaceHoldsOverAllItsCampaigns() {
        rows.update(
                "UPDATE carrier_accounts SET calls_per_second = 20 WHERE organization_id = :organization",
                Map.of());
        CampaignStart one = rows.campaign("active", settings("{callsPerSecond}", 1000));
        CampaignStart other = rows.campaign("active", settings("{callsPerSecond}", 1000));
        List<Claim> calls = new ArrayList<>(claims(one, 12));
        calls.addAll(claims(other, 12));

        List<Instant> sent = sendAll(calls);

        assertThat(sent).hasSize(24);
        for (int i = 0; i + 20 < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i), sent.get(i + 20)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1025));
        }
    }

    @Test
    void neverMoreCallsAtOnceThanTheCampaignAllows() {
        CampaignStart campaign =
                rows.campaign(
                        "active",
                        settings("{maxConcurrent}", 7, settings("{callsPerSecond}", 1000)));
        List<Claim> calls = claims(campaign, 40);

        List<Instant> sent = sendAll(calls);

        assertThat(sent).hasSize(7);
        assertThat(
                        rows.value(
                                Integer.class,
                                "SELECT count(*)::int FROM calls WHERE campaign_id = :id AND state ="
                                        + " 'dialing'",
                                campaign.campaign().value()))
                .isEqualTo(7);
    }

    @Test
    void oneNumberIsOnTheLineOnceHoweverManyLeadsHaveIt() {
        CampaignStart one = rows.campaign("active", Rows.settings());
        CampaignStart other = rows.campaign("active", Rows.settings());
        CallId first = Gates.claim(rows, one, rows.lead(one, "+12125550111", "America/New_York"));
        var second = rows.lead(other, "+12125550111", "America/New_York");

        for (String state : List.of("claimed", "dialing", "ringing", "in_progress")) {
            rows.update(
                    "UPDATE calls SET state = :state WHERE id = :call AND organization_id = :organization",
                    Map.of("state", state, "call", first.value()));
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> Gates.claim(rows, other, second))
                    .isInstanceOf(DuplicateKeyException.class);
        }
    }

    @Test
    void nothingPassesOnceAPauseHasCommitted() throws Exception {
        rows.update(
                "UPDATE carrier_accounts SET calls_per_second = 10000 WHERE organization_id = :organization",
                Map.of());
        CampaignStart campaign = rows.campaign("active", settings("{callsPerSecond}", 1000));
        List<Claim> calls = claims(campaign, 60);
        Queue<Long> passed = new ConcurrentLinkedQueue<>();
        var queue = new ConcurrentLinkedQueue<>(calls);
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < WORKERS; i++) {
                workers.submit(
                        () -> {
                            for (Claim claim = queue.poll(); claim != null; claim = queue.poll()) {
                                long begun = System.nanoTime();
                                if (gates.gate.pass(claim.call()) instanceof Gate.Answer.Open) {
                                    passed.add(begun);
                                }
                            }
                        });
            }
            while (passed.size() < 5) {
                Thread.onSpinWait();
            }
            rows.update(
                    "UPDATE campaigns SET status = 'paused' WHERE id = :campaign AND organization_id ="
                            + " :organization",
                    Map.of("campaign", campaign.campaign().value()));
            long paused = System.nanoTime();
            workers.shutdown();
            assertThat(workers.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
            assertThat(passed).allMatch(begun -> begun - paused < 0);
        }

        assertThat(
                        rows.value(
                                Integer.class,
                                "SELECT count(*)::int FROM calls WHERE campaign_id = :id AND state ="
                                        + " 'dialing'",
                                campaign.campaign().value()))
                .isEqualTo(passed.size());
        assertThat(
                        rows.value(
                                Integer.class,
                                "SELECT count(*)::int FROM leads WHERE campaign_id = :id AND held_by ="
                                        + " 'campaign_paused' AND status = 'pending'",
                                campaign.campaign().value()))
                .isEqualTo(60 - passed.size());
    }

    private record Claim(CampaignStart campaign, LeadId lead, CallId call) {}

    private List<Claim> claims(CampaignStart campaign, int count) {
        var calls = new ArrayList<Claim>();
        for (int i = 0; i < count; i++) {
            String number = "+1212%07d".formatted(2_220_000 + numbers++);
            LeadId lead = rows.lead(campaign, number, "America/New_York");
            calls.add(new Claim(campaign, lead, Gates.claim(rows, campaign, lead)));
        }
        return calls;
    }

    /** Instants given out, in order. */
    private List<Instant> sendAll(List<Claim> calls) {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Callable<List<Instant>>> jobs =
                    calls.stream()
                            .map(call -> (Callable<List<Instant>>) () -> sentAt(call))
                            .toList();
            return workers.invokeAll(jobs).stream()
                    .flatMap(
                            done -> {
                                try {
                                    return done.get().stream();
                                } catch (Exception failed) {
                                    throw new IllegalStateException(failed);
                                }
                            })
                    .sorted()
                    .toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * A claim turned away for its pace is made again, as the dispatcher does, until it has its
     * turn.
     */
    private List<Instant> sentAt(Claim claim) {
        Gate.Answer answer = gates.gate.pass(claim.call());
        while (answer.equals(new Gate.Answer.Closed("pacing"))) {
            answer = gates.gate.pass(Gates.claim(rows, claim.campaign(), claim.lead()));
        }
        return answer instanceof Gate.Answer.Open open
                ? List.of(open.permit().sendAt())
                : List.of();
    }

    private static CampaignSettings settings(String member, int value) {
        return settings(member, value, Rows.settings());
    }

    private static CampaignSettings settings(String member, int value, CampaignSettings s) {
        boolean pace = member.equals("{callsPerSecond}");
        return new CampaignSettings(
                s.hours(),
                s.zone(),
                s.useLeadZone(),
                s.holdUnknownZone(),
                pace ? 1000 : value,
                pace ? value : s.callsPerSecond(),
                s.maxCallsPerDay(),
                s.maxAttemptsPerLead(),
                s.minBetweenAttempts(),
                s.ringTimeout(),
                s.maxCallDuration(),
                s.retry(),
                s.retrySpread(),
                s.retryUntilGoal(),
                s.machines(),
                s.message(),
                s.defaultCountry(),
                s.allowedCountries(),
                s.onDuplicate(),
                s.consent(),
                s.identity(),
                s.preDialHook());
    }
}
