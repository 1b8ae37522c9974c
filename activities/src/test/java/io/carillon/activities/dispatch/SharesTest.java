package io.carillon.activities.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Who gets how much of a pace that is not enough for all. */
class SharesTest {
    /**
     * Campaigns as {@code organization weight wanted [account pace] [direct]}, and the calls per
     * second each gets of 50.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A 1 20                                  | 20",
                "A 1 90                                  | 50",
                "A 1 90; B 1 90                          | 25 25",
                "A 1 90; B 3 90                          | 12.5 37.5",
                "A 1 90; B 1 90; C 2 90                  | 12.5 12.5 25",
                "A 1 5; B 1 90                           | 5 45",
                "A 9 5; B 1 90                           | 5 45",
                "A 1 5; B 1 10; C 1 90; D 1 90           | 5 10 17.5 17.5",
                "A 1 90; A 1 90; A 1 90; B 1 90          | 8.3333 8.3333 8.3333 25",
                "A 1 90; A 1 2; B 1 90                   | 23 2 25",
                "A 1 90 10; A 1 90 10; B 1 90            | 5 5 40",
                "A 1 90; A 1 4 1000 direct; B 1 90       | 21 4 25",
                "A 1 90; A 1 90 1000 direct; B 1 90      | 0 25 25",
                "A 1 0.2; B 1000 0.2                     | 0.2 0.2",
            })
    void organizationsShareByWeightAndLeaveWhatTheyDoNotWant(String campaigns, String expected) {
        List<Demand> demands = demands(campaigns);

        var given = new ArrayList<>(Shares.of(demands, 50).entrySet());

        given.sort(java.util.Comparator.comparing(one -> one.getKey().getLeastSignificantBits()));
        double[] shares =
                Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(given).hasSize(shares.length);
        for (int i = 0; i < shares.length; i++) {
            assertThat(given.get(i).getValue()).isCloseTo(shares[i], within(0.01));
        }
    }

    private static List<Demand> demands(String campaigns) {
        var demands = new ArrayList<Demand>();
        for (String campaign : campaigns.split(";")) {
            String[] words = campaign.trim().split(" +");
            boolean ownAccount = words.length > 3 && !words[3].equals("1000");
            demands.add(
                    new Demand(
                            new UUID(1, demands.size()),
                            new UUID(2, words[0].charAt(0)),
                            Integer.parseInt(words[1]),
                            new UUID(3, words[0].charAt(0)),
                            ownAccount ? Double.parseDouble(words[3]) : 1000,
                            Double.parseDouble(words[2]),
                            words.length > 4));
        }
        return demands;
    }
}
