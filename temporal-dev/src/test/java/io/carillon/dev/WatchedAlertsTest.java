package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The alerts of this repository, judged by readings. */
class WatchedAlertsTest {
    private static final Meters CALM =
            new Meters(
                    Map.of(
                            "carillon_calls_overdue", 0.0,
                            "carillon_dials_late_total", 10.0,
                            "carillon_events_oldest_age_seconds", 0.0));

    private final WatchedAlerts alerts = WatchedAlerts.read(Path.of(".."));

    WatchedAlertsTest() throws IOException {}

    @Test
    void saysNothingWhereNothingMoves() {
        assertThat(alerts.moved(CALM, CALM, 20)).isEmpty();
    }

    @Test
    void namesWhatIsPastItsLimitAndWhatHasLeftZero() {
        var later =
                new Meters(
                        Map.of(
                                "carillon_calls_overdue", 0.0,
                                "carillon_dials_late_total", 70.0,
                                "carillon_events_oldest_age_seconds", 4.0));

        assertThat(alerts.moved(CALM, later, 20))
                .containsExactly(
                        "CarillonDialsLate RAISED (carillon_dials_late_total 3.00 of 0.500)",
                        "CarillonEventsBehind calm (carillon_events_oldest_age_seconds 4.00 of 10.0)");
    }

    @Test
    void takesTheLabelsOfAnAlertIntoAccount() {
        String delivered =
                "carillon_deliveries_total{application=\"worker\",outcome=\"delivered\"}";
        String dead = "carillon_deliveries_total{application=\"worker\",outcome=\"dead\"}";

        assertThat(alerts.moved(CALM, new Meters(Map.of(delivered, 4_210.0, dead, 0.0)), 20))
                .isEmpty();
        assertThat(alerts.moved(CALM, new Meters(Map.of(delivered, 4_210.0, dead, 2.0)), 20))
                .containsExactly(
                        "CarillonDeliveriesGivenUp RAISED (carillon_deliveries_total 2.00 of 0.00)");
    }

    @Test
    void readsALabelThatIsGivenAsItIs(@TempDir Path root) throws IOException {
        Path file = root.resolve(".github/operations/alerts.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                groups:
                  - rules:
                      - alert: SheddingLoad
                        expr: sum (increase(carillon_shed_total{kind="late"}[5m])) > 0
                """);
        String early = "carillon_shed_total{kind=\"early\"}";
        String late = "carillon_shed_total{kind=\"late\"}";
        WatchedAlerts own = WatchedAlerts.read(root);

        assertThat(own.moved(CALM, new Meters(Map.of(early, 9.0, late, 0.0)), 20)).isEmpty();
        assertThat(own.moved(CALM, new Meters(Map.of(early, 0.0, late, 3.0)), 20))
                .containsExactly("SheddingLoad RAISED (carillon_shed_total 3.00 of 0.00)");
    }
}
