package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

class MeteredGateTest {
    private static final CallId CALL = new CallId(new UUID(1, 1));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsRefusalsByTheirRuleAndNothingElse() {
        var gate =
                new MeteredGate(
                        new Answers(
                                List.of(
                                        new Answer.Closed("calling_hours"),
                                        new Answer.Closed("calling_hours"),
                                        new Answer.Early(
                                                new CampaignId(new UUID(1, 2)), Duration.ZERO),
                                        new Answer.NotClaimed(true),
                                        new Answer.Closed("suppression"))),
                        registry);

        for (int i = 0; i < 4; i++) {
            gate.pass(CALL);
        }
        gate.again(CALL);

        assertThat(counted("carillon.gate.refusals"))
                .isEqualTo(Map.of("calling_hours", 2.0, "suppression", 1.0));
        assertThat(counted("carillon.dials.taken.back")).isEmpty();
    }

    @Test
    void countsDialsThatDidNotLeave() {
        var gate = new MeteredGate(new Answers(List.of()), registry);

        gate.takeBack(CALL, "carrier_down", Duration.ZERO);

        assertThat(counted("carillon.dials.taken.back")).isEqualTo(Map.of("carrier_down", 1.0));
        assertThat(counted("carillon.gate.refusals")).isEmpty();
    }

    @Test
    void knowsWhatLeadsWaitForBeforeItHappens() {
        assertThat(new MeteredGate(new Answers(List.of()), registry)).isNotNull();

        assertThat(registry.get("carillon.gate.refusals").tag("rule", "carrier_down").counter())
                .isNotNull();
    }

    private Map<String, Double> counted(String name) {
        return registry.find(name).counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(
                        Collectors.toMap(
                                counter -> String.valueOf(counter.getId().getTag("rule")),
                                Counter::count));
    }

    private static final class Answers implements Gate {
        private final Deque<Answer> answers;

        Answers(List<Answer> answers) {
            this.answers = new ArrayDeque<>(answers);
        }

        @Override
        public Answer pass(CallId call, Duration patience) {
            return answers.removeFirst();
        }

        @Override
        public Answer again(CallId call) {
            return answers.removeFirst();
        }

        @Override
        public void takeBack(CallId call, String rule, Duration wait) {}

        @Override
        public Permit readAgain(Permit permit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CampaignId> waits(CallId call, Set<CampaignId> campaigns) {
            throw new UnsupportedOperationException();
        }
    }
}
