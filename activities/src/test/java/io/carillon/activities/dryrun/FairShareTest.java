package io.carillon.activities.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

class FairShareTest {
    @ParameterizedTest(name = "{0} of {2}, others {1}: {3}")
    @CsvSource({
        // asked, others, capacity, share
        "5,  '',       10, 5",
        "20, '',       10, 10",
        "20, '20',     10, 5",
        "20, '2',      10, 8",
        "3,  '20 20',  10, 3",
        "20, '1 2 20', 10, 3.5",
        "20, '0 0',    10, 10",
        "20, '5 5',    10, 3.333"
    })
    void leavesToOthersWhatTheyAskForAndNoMoreThanTheirShare(
            double asked, @Nullable String others, double capacity, double share) {
        List<Double> all =
                others == null || others.isBlank()
                        ? List.of()
                        : Arrays.stream(others.split(" ")).map(Double::valueOf).toList();

        assertThat(FairShare.of(asked, all, capacity)).isCloseTo(share, within(0.001));
    }
}
