package io.carillon.activities.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.activities.testing.Rows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Collectors;

class RetryTailTest {
    @ParameterizedTest(name = "{0}, {1} attempts, {2} leads: {3} each, waits {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                  | 3 | 1000 | 1    |
                    {"busy":[]}                                         | 3 | 1000 | 1    |
                    {"busy":["PT1M"]}                                   | 1 | 1000 | 1    |
                    {"busy":["PT1M"]}                                   | 2 | 1000 | 1.4  | PT1H
                    {"busy":["PT1M"],"no_answer":["PT2H","PT4H"]}       | 3 | 1000 | 1.56 | PT2H PT4H
                    {"busy":["PT2H"]}                                   | 4 | 1000 | 1.624 | PT2H PT2H PT2H
                    {"busy":["PT2H"]}                                   | 4 | 1    | 1.624 |
                    {"busy":["PT2H"]}                                   | 4 | 2    | 1.624 | PT2H
                    """)
    void followsTheLongestDelaysAsLongAsSomebodyIsExpectedToNeedThem(
            String retry, int attempts, long leads, double each, String waits) {
        RetryTail tail =
                RetryTail.of(
                        Rows.settings(
                                "{\"retry\":%s,\"maxAttemptsPerLead\":%d,\"minBetweenAttempts\":\"PT1H\"}"
                                        .formatted(retry, attempts)),
                        leads);

        assertThat(tail.attemptsPerLead()).isCloseTo(each, within(1e-9));
        assertThat(tail.waits().stream().map(Object::toString).collect(Collectors.joining(" ")))
                .isEqualTo(waits == null ? "" : waits);
    }
}
