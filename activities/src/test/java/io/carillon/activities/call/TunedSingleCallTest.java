package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.activities.call.SingleCalls.AnsweringMachine;
import io.carillon.activities.call.SingleCalls.CallOptions;
import io.carillon.activities.call.SingleCalls.FlowChoice;
import io.carillon.activities.call.SingleCalls.Wanted;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.campaign.DirectCampaigns;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thresholds a single call asks for, or its campaign does. */
class TunedSingleCallTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private static final MachineTuning TUNING =
            new MachineTuning(
                    Duration.ofSeconds(20), null, Duration.ofMillis(800), Duration.ofSeconds(4));

    private static final String TUNED =
            """
            {"machines":{"detect":true,"onMachine":"HANG_UP","onUnknown":"CONTINUE","tuning":{"timeout":"PT9S"}}}""";

    private final Rows rows = Rows.in(DATABASE);
    private final FakeDriver driver = new FakeDriver();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    /** What the campaign says, what the call does, and whether the carrier can. */
    @ParameterizedTest
    @CsvSource({
        "tuned, nothing, no, TUNING_NOT_SUPPORTED /campaign_id",
        "tuned, nothing, yes, placed",
        "tuned, untuned, no, placed",
        "untuned, tuned, no, TUNING_NOT_SUPPORTED /options/answering_machine/tuning",
        "untuned, tuned, yes, placed",
        "untuned, nothing, no, placed"
    })
    void isRefusedWhereItsCarrierHasNoThresholds(
            String campaign, String call, String can, String said) {
        if (can.equals("no")) {
            driver.lacks.add(Feature.MACHINE_TUNING);
        }
        CampaignStart of =
                rows.campaign(
                        "active",
                        campaign.equals("tuned") ? Rows.settings(TUNED) : Rows.settings());
        AnsweringMachine machine =
                switch (call) {
                    case "tuned" -> machine(TUNING);
                    case "untuned" -> machine(null);
                    default -> null;
                };

        NotPossible no =
                catchThrowableOfType(
                        NotPossible.class,
                        () -> calls().place(rows.organizationId(), wanted(of.campaign(), machine)));

        assertThat(no == null ? "placed" : no.code() + " " + no.pointer()).isEqualTo(said);
    }

    /** As the gate reads what the request was written down as. */
    @Test
    void isDialedWithItsOwnThresholdsInPlaceOfItsCampaigns() {
        assertThat(dialedWith(machine(TUNING))).isEqualTo(TUNING);
        assertThat(dialedWith(machine(null))).isNull();
        assertThat(dialedWith(null))
                .isEqualTo(new MachineTuning(Duration.ofSeconds(9), null, null, null));
    }

    private static @Nullable MachineTuning dialedWith(@Nullable AnsweringMachine machine) {
        return Options.read(SingleCallRows.options(wanted(null, machine)))
                .over(Rows.settings(TUNED))
                .machines()
                .tuning();
    }

    private static AnsweringMachine machine(@Nullable MachineTuning tuning) {
        return new AnsweringMachine(true, "hang_up", "continue", null, tuning);
    }

    private static Wanted wanted(@Nullable CampaignId of, @Nullable AnsweringMachine machine) {
        return new Wanted(
                "+12125550123",
                null,
                new FlowChoice.OfCampaign(),
                Map.of(),
                null,
                null,
                new CallOptions(false, null, machine),
                of);
    }

    private SingleCalls calls() {
        return new JdbcSingleCalls(
                DATABASE.transactions(),
                DirectCampaigns.over(DATABASE.transactions()),
                OneQuestion.answering(SuppressionStore.class, "reason", Optional.empty()),
                OneQuestion.answering(FlowStore.class, "nothing", ""),
                Flows.over(DATABASE.transactions()),
                new CarrierDrivers(List.of(driver)),
                LeadDecisions.over(DATABASE.transactions()),
                campaign -> false,
                new RecordedWorkflows());
    }
}
