package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class GateLineTest {
    private static final CampaignId FULL = new CampaignId(UuidV7.next());
    private static final CampaignId FREE = new CampaignId(UuidV7.next());
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Scripted gate = new Scripted();
    private final GateLine line = new GateLine(gate);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void asksForWhoeverFindsNobodyWaiting() throws Exception {
        assertThat(pass(gate.of(FREE)).get()).isEqualTo(new Answer.Closed("passed"));
        assertThat(gate.waited).isEmpty();
    }

    @Test
    void letsTheFirstAskAgainAndTheOthersStandBehindIt() throws Exception {
        CallId first = gate.of(FULL);
        CallId second = gate.of(FULL);
        gate.early = LONG;

        Future<Answer> one = pass(first);
        await().atMost(LIMIT).until(() -> gate.asked.contains(first));
        Future<Answer> other = pass(second);
        await().atMost(LIMIT).until(() -> gate.waited.contains(second));
        gate.early = Duration.ZERO;

        assertThat(one.get()).isEqualTo(new Answer.Closed("passed"));
        assertThat(other.get()).isEqualTo(new Answer.Closed("passed"));
        assertThat(gate.asked).containsExactly(first, first, second);
    }

    @Test
    void keepsNoOtherCampaignWaiting() throws Exception {
        CallId held = gate.of(FULL);
        gate.early = LONG;
        Future<Answer> one = pass(held);
        await().atMost(LIMIT).until(() -> gate.asked.contains(held));

        CallId free = gate.of(FREE);
        assertThat(pass(free).get()).isEqualTo(new Answer.Closed("passed"));

        assertThat(one.isDone()).isFalse();
        assertThat(gate.waited).doesNotContain(free);
    }

    /** What is asked without patience is given back by the gate. */
    @Test
    void givesClaimsBackThatWaitedForTwoSeconds() throws Exception {
        gate.early = Duration.ofHours(1);
        List<Future<Answer>> all = List.of(pass(gate.of(FULL)), pass(gate.of(FULL)));

        for (Future<Answer> each : all) {
            assertThat(each.get()).isEqualTo(new Answer.Closed("pacing"));
        }
        assertThat(line.waiting()).isZero();
    }

    private Future<Answer> pass(CallId call) {
        return callers.submit(() -> line.pass(call));
    }

    /** Early for as long as it is told to be, for one campaign. */
    private static final class Scripted implements Gate {
        final List<CallId> asked = new CopyOnWriteArrayList<>();
        final List<CallId> waited = new CopyOnWriteArrayList<>();
        final Map<CallId, CampaignId> campaigns = new ConcurrentHashMap<>();
        volatile Duration early = Duration.ZERO;

        CallId of(CampaignId campaign) {
            var call = new CallId(UuidV7.next());
            campaigns.put(call, campaign);
            return call;
        }

        @Override
        public Answer pass(CallId call, Duration patience) {
            asked.add(call);
            CampaignId campaign = campaigns.getOrDefault(call, FREE);
            if (!campaign.equals(FULL) || early.isZero()) {
                return new Answer.Closed("passed");
            }
            return patience.isZero()
                    ? new Answer.Closed("pacing")
                    : new Answer.Early(campaign, early);
        }

        @Override
        public Optional<CampaignId> waits(CallId call, Set<CampaignId> waiting) {
            Optional<CampaignId> campaign =
                    Optional.ofNullable(campaigns.get(call)).filter(waiting::contains);
            campaign.ifPresent(there -> waited.add(call));
            return campaign;
        }

        @Override
        public Answer again(CallId call) {
            throw new AssertionError("nobody missed a turn");
        }

        @Override
        public Permit readAgain(Permit permit) {
            throw new AssertionError("nothing was reserved");
        }

        @Override
        public void takeBack(CallId call, String rule, Duration wait) {
            throw new AssertionError("nothing was reserved");
        }
    }
}
