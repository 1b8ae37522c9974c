package io.carillon.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.schedule.CallingHours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

class SettingsJsonTest {
    @Test
    void readsBackWhatItWrote() {
        var settings =
                new CampaignSettings(
                        new CallingHours(
                                CallingHours.standard().windows(),
                                Set.of(LocalDate.parse("2026-11-26"))),
                        ZoneId.of("America/New_York"),
                        true,
                        true,
                        10,
                        0.25,
                        null,
                        3,
                        Duration.ofMinutes(60),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(600),
                        Map.of("no_answer", List.of(Duration.ofHours(1), Duration.ofHours(4))),
                        null,
                        false,
                        new MachinePolicy(
                                true,
                                MachinePolicy.OnMachine.LEAVE_MESSAGE,
                                MachinePolicy.OnUnknown.CONTINUE,
                                new MachineTuning(
                                        Duration.ofSeconds(20),
                                        null,
                                        Duration.ofMillis(1500),
                                        null)),
                        "Hello {{first_name}}",
                        "US",
                        List.of("US"),
                        "update",
                        Map.of("basis", "contract"),
                        Map.of(),
                        null);

        String json = SettingsJson.write(settings);

        assertThat(SettingsJson.read(json)).isEqualTo(settings).isSameAs(SettingsJson.read(json));
        assertThat(json).contains("\"PT4H\"").contains("\"America/New_York\"");
    }

    @Test
    void readsRowsOfBeforeThereWasATuningAndWritesThemAsTheyWere() {
        String machines =
                """
                {"detect":true,"onMachine":"LEAVE_MESSAGE","onUnknown":"CONTINUE"}""";

        CampaignSettings read = Rows.settings("{\"machines\":" + machines + "}");

        assertThat(read.machines().tuning()).isNull();
        assertThat(SettingsJson.write(read)).contains("\"machines\":" + machines);
    }
}
