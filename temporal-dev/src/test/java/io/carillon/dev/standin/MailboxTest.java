package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

class MailboxTest {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final List<Duration> rested = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "DROP, '', 0",
        "DOUBLE, first first second second, 0",
        "LATE, first second, 2",
        "REORDER, first second, 2"
    })
    void tellsAsTheFaultHasIt(Faults.Callback fault, String expected, int rests) {
        Faults faults =
                Json.MAPPER.convertValue(Map.of("callbacks", Map.of(fault, 1)), Faults.class);
        Mailbox mailbox = new Mailbox(waiting::add, new Dice(faults), rested::add);

        mailbox.post("first", () -> told.add("first"));
        mailbox.post("second", () -> told.add("second"));
        deliver();

        assertThat(String.join(" ", told.stream().sorted().toList())).isEqualTo(expected);
        assertThat(rested).hasSize(rests).allMatch(time -> time.isPositive());
    }

    private void deliver() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
