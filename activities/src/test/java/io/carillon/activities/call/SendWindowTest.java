package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Gate.SendWindow;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The database's clock stands 5 s before this process's at every reading, unless it moved. */
class SendWindowTest {
    private static final long INSTANT = Duration.ofSeconds(5).toNanos() + millis(300);
    private static final Duration AHEAD_AT_ZERO = Duration.ofMillis(300);

    private final SendWindow slow = read(millis(0), millis(2), millis(24), Duration.ZERO);
    private final SendWindow quick = read(millis(100), millis(101), millis(102), Duration.ZERO);

    @Test
    void isShorterByAsMuchAsTheReadingTook() {
        assertThat(slow.length()).isEqualTo(Duration.ofMillis(1));
        assertThat(quick.length()).isEqualTo(Duration.ofMillis(23));
    }

    @Test
    void holdsByBothReadings() {
        SendWindow both = slow.and(quick);

        assertThat(both.length()).isGreaterThanOrEqualTo(quick.length());
        assertThat(both.notBeforeNanos()).isGreaterThanOrEqualTo(INSTANT);
        assertThat(both.notAfterNanos()).isLessThanOrEqualTo(INSTANT + Pace.LATEST.toNanos());
    }

    @Test
    void goesByTheLaterReadingWhereTheClockMoved() {
        SendWindow moved = read(millis(100), millis(101), millis(102), Duration.ofSeconds(1));

        assertThat(slow.and(moved)).isEqualTo(moved);
    }

    /**
     * @param moved how much later the database's clock was than it had been
     */
    private static SendWindow read(long before, long read, long after, Duration moved) {
        long start = Duration.ofSeconds(5).toNanos();
        return SendWindow.of(
                start + before, start + after, AHEAD_AT_ZERO.minusNanos(read).minus(moved));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
