package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedSlotsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "9, 9", "10, 9", "39, 38", "40, 38", "100, 95", "1000, 950"})
    void leavesOneInTwentyToSingleCalls(int maxConcurrent, int forCampaigns) {
        assertThat(ReservedSlots.forCampaigns(maxConcurrent)).isEqualTo(forCampaigns);
    }
}
