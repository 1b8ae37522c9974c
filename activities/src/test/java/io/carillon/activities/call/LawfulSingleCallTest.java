package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.activities.call.SingleCalls.CallOptions;
import io.carillon.activities.call.SingleCalls.FlowChoice;
import io.carillon.activities.call.SingleCalls.Wanted;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.campaign.DirectCampaigns;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Single calls over a real carrier go by a campaign's consent and identity. */
class LawfulSingleCallTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final SingleCalls calls =
            new JdbcSingleCalls(
                    DATABASE.transactions(),
                    DirectCampaigns.over(DATABASE.transactions()),
                    OneQuestion.answering(SuppressionStore.class, "reason", Optional.empty()),
                    OneQuestion.answering(
                            FlowStore.class,
                            "latest",
                            Optional.of(new FlowVersionId(rows.flowVersion()))),
                    Flows.over(DATABASE.transactions()),
                    new CarrierDrivers(List.of(new FakeDriver(), new FakeDriver("twilio"))),
                    LeadDecisions.over(DATABASE.transactions()),
                    campaign -> false,
                    new RecordedWorkflows());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void needsACampaignToGoBy() {
        rows.dialsWith("twilio", null);

        assertThat(refused(null, "+12125550123", Map.of()))
                .isEqualTo("CAMPAIGN_REQUIRED /campaign_id");
    }

    @Test
    void goesByNothingWhereNobodyIsRung() {
        assertThatCode(() -> place(null, "+12125550123", Map.of())).doesNotThrowAnyException();
    }

    @Test
    void goesByTheCampaignItNames() {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);

        assertThatCode(() -> place(campaign.campaign(), "+12125550123", Map.of()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    consent  ~ {}                                                           ~ CONSENT_REQUIRED /campaign_id
                    identity ~ {}                                                           ~ IDENTITY_REQUIRED /campaign_id
                    consent  ~ {"basis":"written","obtained_at":"agreed","source":"form"}   ~ CONSENT_REQUIRED /context/agreed
                    """)
    void isRefusedWhatTheCampaignDoesNotSay(String member, String json, String said) {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);
        rows.update(
                "UPDATE campaigns SET settings = settings || jsonb_build_object(:member::text, :json::jsonb) WHERE organization_id = :organization",
                Map.of("member", member, "json", json));

        assertThat(refused(campaign.campaign(), "+12125550123", Map.of())).isEqualTo(said);
    }

    @Test
    void takesConsentFromItsOwnContext() {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);
        rows.update(
                "UPDATE campaigns SET settings = jsonb_set(settings, '{consent,obtained_at}', '\"agreed\"') WHERE organization_id = :organization",
                Map.of());

        assertThatCode(
                        () ->
                                place(
                                        campaign.campaign(),
                                        "+12125550123",
                                        Map.of("agreed", "2026-10-01")))
                .doesNotThrowAnyException();
    }

    @Test
    void needsAPriceUnderASpendingCap() {
        rows.dialsWith("twilio", "http://127.0.0.1:1");
        rows.update(
                "UPDATE organizations SET limits = '{\"max_spend_per_day\":\"10\"}' WHERE id = :organization",
                Map.of());

        assertThat(refused(null, "+12125550123", Map.of())).isEqualTo("PRICE_MISSING /from");

        rows.update(
                "UPDATE carrier_accounts SET price_per_minute = 0.01 WHERE organization_id = :organization",
                Map.of());
        assertThatCode(() -> place(null, "+12125550123", Map.of())).doesNotThrowAnyException();
    }

    private String refused(@Nullable CampaignId of, String to, Map<String, String> context) {
        NotPossible refused = catchThrowableOfType(NotPossible.class, () -> place(of, to, context));
        return refused.code() + " " + refused.pointer();
    }

    private void place(@Nullable CampaignId of, String to, Map<String, String> context) {
        calls.place(
                rows.organizationId(),
                new Wanted(
                        to,
                        null,
                        of == null
                                ? new FlowChoice.Stored(new FlowId(UUID.randomUUID()))
                                : new FlowChoice.OfCampaign(),
                        context,
                        null,
                        null,
                        new CallOptions(false, null, null),
                        of));
    }
}
