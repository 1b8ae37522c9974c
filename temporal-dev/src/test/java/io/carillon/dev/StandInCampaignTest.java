package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/**
 * The short form of {@code temporal-dev/bench twilio} and {@code ilyost}: everybody there is but
 * 99, who keeps a campaign waiting for minutes.
 */
class StandInCampaignTest {
    private static final int SPEED = 10;
    private static final long SEED = 20_261_123;

    private static final List<String> ENDINGS =
            List.of("00", "07", "39", "40", "59", "60", "80", "90", "94", "95", "96", "97", "98");

    @ParameterizedTest
    @EnumSource
    void theSameComesOfEverybodyAsOnTheSimulatedCarrier(
            StandInCarrier carrier, @TempDir Path temporary) throws Exception {
        Path folder = temporary.toRealPath();
        var findings = new Findings(System.out);
        try (StandIn standIn = StandIn.start(carrier, folder, SPEED, SEED, StandIn.Load.USUAL);
                RunningStack stack =
                        RunningStack.start(folder.resolve("home"), SPEED, standIn.environment())) {
            standIn.open(stack.settings());

            new StandInTrial(stack, standIn, folder, findings)
                    .run(new SamePeople(ENDINGS, 2 * ENDINGS.size()));
        }

        assertThat(findings.broken()).isEmpty();
    }
}
