package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/** Claims by a share of a scarce pace. */
class CreditTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @CsvSource({"4.88, 100", "9.76, 100", "4.88, 370", "9.76, 370", "0.2, 100", "50, 100"})
    void aShareIsClaimedWhollyHoweverLateTheLooksAre(double share, long looksMillis) {
        var credit = new Credit(0);
        int claims = 0;
        for (long at = 0; at <= 100 * SECOND; at += looksMillis * 1_000_000) {
            int now = credit.grow(share, at);
            credit.spend(now);
            claims += now;
        }
        assertThat(claims / 100.0).isBetween(share * 0.995 - 0.01, share + 0.011);
    }

    @Test
    void aPauseLongerThanHalfASecondIsNotMadeUpFor() {
        var credit = new Credit(0);
        credit.spend(credit.grow(10, SECOND));

        assertThat(credit.grow(10, 10 * SECOND)).isEqualTo(6);
    }

    @Test
    void whatIsNotClaimedIsKept() {
        var credit = new Credit(0);
        credit.spend(1);

        assertThat(credit.grow(2, SECOND / 4)).isZero();
        assertThat(credit.grow(2, SECOND / 2)).isEqualTo(1);
        credit.spend(1);
        assertThat(credit.grow(2, SECOND * 3 / 4)).isZero();
        assertThat(credit.grow(2, SECOND)).isEqualTo(1);
    }
}
