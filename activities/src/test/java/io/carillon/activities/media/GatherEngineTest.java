package io.carillon.activities.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.media.GatherEngine.Move;
import io.carillon.activities.media.GatherResult.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

/**
 * A line of input is {@code second:what}, what being a key or {@code P} for the end of the prompt.
 * Deadlines are met on their second. First key within 6 s, next within 3 s, two tries.
 */
class GatherEngineTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    one digit is enough                       | 1 | 12 | # | true  | 2:P 3:1             | MAX_DIGITS          | 1   | 1
                    other keys are ignored                    | 1 | 12 | # | true  | 2:P 3:7 4:2         | MAX_DIGITS          | 2   | 1
                    other keys do not extend the wait         | 1 | 12 | # | true  | 2:P 7:7 9:P         | NO_INPUT            | -   | 2
                    a key cuts the prompt                     | 1 | 12 | # | true  | 1:2                 | MAX_DIGITS          | 2   | 1
                    a key cuts the prompt and more may follow | 3 | 12 | # | true  | 1:2 2:1             | INTER_DIGIT_TIMEOUT | 21  | 1
                    without barge-in keys wait for the end    | 1 | 12 | # | false | 1:2 2:P 3:1         | MAX_DIGITS          | 1   | 1
                    all digits come                           | 3 | 12 | # | true  | 2:P 3:1 4:2 5:1     | MAX_DIGITS          | 121 | 1
                    the finish key is no digit                | 4 | 12 | # | true  | 2:P 3:1 4:2 5:#     | FINISH_KEY          | 12  | 1
                    the finish key wins over the valid digits | 4 | 1# | # | true  | 2:P 3:1 4:#         | FINISH_KEY          | 1   | 1
                    without a finish key it is ignored        | 2 | 12 | - | true  | 2:P 3:1 4:#         | INTER_DIGIT_TIMEOUT | 1   | 1
                    it may be a digit then                    | 2 | 1# | - | true  | 2:P 3:1 4:#         | MAX_DIGITS          | 1#  | 1
                    a finish key alone asks again             | 4 | 12 | # | true  | 2:P 3:# 5:P 6:2 7:# | FINISH_KEY          | 2   | 2
                    a pause between keys ends the input       | 4 | 12 | # | true  | 2:P 3:1 5:2         | INTER_DIGIT_TIMEOUT | 12  | 1
                    a key at its deadline is too late         | 4 | 12 | # | true  | 2:P 3:1 6:2         | INTER_DIGIT_TIMEOUT | 1   | 1
                    nobody presses anything                   | 1 | 12 | # | true  | 2:P 10:P            | NO_INPUT            | -   | 2
                    the second try is answered                | 1 | 12 | # | true  | 2:P 10:P 11:1       | MAX_DIGITS          | 1   | 2
                    a key late for one try serves the next    | 1 | 12 | # | true  | 2:P 9:1             | MAX_DIGITS          | 1   | 2
                    but not without barge-in                  | 1 | 12 | # | false | 2:P 9:1 10:P        | NO_INPUT            | -   | 2
                    the star is a key as any other            | 2 | *0 | # | true  | 2:P 3:* 4:0         | MAX_DIGITS          | *0  | 1
                    """)
    void endsAsTheTableSays(
            String name,
            int maxDigits,
            String valid,
            String finish,
            boolean bargeIn,
            String input,
            Reason reason,
            String digits,
            int tries) {
        GatherEngine engine =
                new GatherEngine(
                        new GatherRules(
                                maxDigits,
                                valid,
                                none(finish),
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(3),
                                2,
                                bargeIn));

        play(engine, input);

        assertThat(engine.result()).isEqualTo(new GatherResult(reason, none(digits), tries));
        assertThat(engine.deadline()).isNull();
    }

    @Test
    void asksForThePromptAgainAndForSilenceWhenAKeyComes() {
        GatherEngine engine = new GatherEngine(rules(2));

        assertThat(engine.deadline()).isNull();
        assertThat(engine.promptEnded(at(2))).isEqualTo(Move.GO_ON);
        assertThat(engine.deadline()).isEqualTo(at(8));
        assertThat(engine.tick(at(7))).isEqualTo(Move.GO_ON);
        assertThat(engine.tick(at(8))).isEqualTo(Move.PLAY_PROMPT);
        assertThat(engine.deadline()).isNull();
        assertThat(engine.key('5', at(9))).isEqualTo(Move.STOP_PROMPT);
        assertThat(engine.deadline()).isEqualTo(at(12));
        assertThat(engine.promptEnded(at(10))).isEqualTo(Move.GO_ON);
        assertThat(engine.deadline()).isEqualTo(at(12));
        assertThat(engine.tick(at(12))).isEqualTo(Move.DONE);
    }

    @Test
    void staysEndedWhateverComesAfter() {
        GatherEngine engine = new GatherEngine(rules(1));
        engine.key('1', at(1));

        assertThat(engine.key('2', at(2))).isEqualTo(Move.DONE);
        assertThat(engine.promptEnded(at(3))).isEqualTo(Move.DONE);
        assertThat(engine.tick(at(60))).isEqualTo(Move.DONE);
        assertThat(engine.result()).isEqualTo(new GatherResult(Reason.MAX_DIGITS, "1", 1));
    }

    @Test
    void refusesRulesThatCannotEnd() {
        assertThatThrownBy(() -> rules(0)).hasMessage("gather of 0 digits (expected: 1 to 32)");
        assertThatThrownBy(() -> rules(33)).hasMessage("gather of 33 digits (expected: 1 to 32)");
    }

    private static GatherRules rules(int maxDigits) {
        return new GatherRules(
                maxDigits,
                "0123456789",
                "#",
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                2,
                true);
    }

    private static void play(GatherEngine engine, String input) {
        for (String step : input.split(" ")) {
            int colon = step.indexOf(':');
            Instant now = at(Integer.parseInt(step.substring(0, colon)));
            char what = step.charAt(colon + 1);
            if (what == 'P') {
                engine.tick(now);
                engine.promptEnded(now);
            } else {
                engine.key(what, now);
            }
        }
        Instant last = engine.deadline();
        if (last != null) {
            engine.tick(last);
        }
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static String none(String cell) {
        return cell.equals("-") ? "" : cell;
    }
}
