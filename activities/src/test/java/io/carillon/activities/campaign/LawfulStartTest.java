package io.carillon.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What a campaign must say before it may be started on a real carrier, each missing alone. */
class LawfulStartTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final CheckedStart start =
            new CheckedStart(DATABASE, Flows.over(DATABASE.transactions()));
    private final Rows rows = start.rows;
    private final CampaignStart campaign = start.campaign;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void letsALawfulCampaignStart() {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);

        assertThatCode(start::run).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    simulator |
                    twilio    | http://127.0.0.1:8090
                    """)
    void asksNothingOfACarrierThatRingsNobody(String carrier, @Nullable String baseUrl) {
        rows.dialsWith(carrier, baseUrl);

        assertThatCode(start::run).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0} = {1}: {2} {3}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    consent  ~ {}                                                                         ~ CONSENT_REQUIRED      ~ /consent/basis
                    consent  ~ {"basis":"written","source":"form"}                                        ~ CONSENT_REQUIRED      ~ /consent/obtained_at
                    consent  ~ {"basis":"written","obtained_at":"2026-10-01"}                             ~ CONSENT_REQUIRED      ~ /consent/source
                    consent  ~ {"basis":"written","obtained_at":"2126-10-01","source":"form"}             ~ CONSENT_INVALID       ~ /consent/obtained_at
                    consent  ~ {"basis":"written","obtained_at":"2026-13-01","source":"form"}             ~ CONSENT_INVALID       ~ /consent/obtained_at
                    consent  ~ {"basis":"written","obtained_at":"no_such_column","source":"form"}         ~ CONSENT_INVALID       ~ /consent/obtained_at
                    identity ~ {}                                                                         ~ IDENTITY_REQUIRED     ~ /identity/caller_name
                    identity ~ {"caller_name":"Acme"}                                                     ~ IDENTITY_REQUIRED     ~ /identity/opt_out_number
                    allowedCountries ~ ["US","DE"]                                                        ~ COUNTRY_WITHOUT_RULES ~ /allowed_countries/1
                    ringTimeout ~ "PT14S"                                                                 ~ RING_TOO_SHORT        ~ /limits/ring_timeout_seconds
                    message  ~ "Call {{opt_out_number}}"                                                  ~ CALLER_NAME_MISSING   ~ /answering_machine/message
                    message  ~ "This is {{caller_name}}"                                                  ~ OPT_OUT_NUMBER_MISSING ~ /answering_machine/message
                    message  ~ null                                                                       ~ CALLER_NAME_MISSING   ~ /answering_machine/message
                    machines ~ {"detect":true,"onMachine":"CONTINUE","onUnknown":"CONTINUE"}              ~ OPT_OUT_NUMBER_MISSING ~ /flow/steps/menu
                    machines ~ {"detect":false,"onMachine":"HANG_UP","onUnknown":"CONTINUE"}              ~ OPT_OUT_NUMBER_MISSING ~ /flow/steps/menu
                    """)
    void refusesWhatItDoesNotSay(String member, String json, String code, String pointer) {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);
        rows.lead(campaign, "+12125550123", "America/New_York");
        rows.update(
                "UPDATE campaigns SET settings = settings || jsonb_build_object(:member::text, :json::jsonb) WHERE organization_id = :organization",
                Map.of("member", member, "json", json));

        NotPossible refused = catchThrowableOfType(NotPossible.class, start::run);

        assertThat(refused).extracting(NotPossible::code).isEqualTo(code);
        assertThat(refused).extracting(NotPossible::pointer).isEqualTo(pointer);
        assertThat(refused.conflict()).isFalse();
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"menu":{"gather":{"say":"Press 9.","max_digits":1},"on":{"9":"stop"}},"stop":{"opt_out":true,"hang_up":true}} ~ CALLER_NAME_MISSING ~ /flow/steps/menu
                    {"menu":{"say":"This is {{caller_name}}."}}                                                            ~ OPT_OUT_KEY_MISSING ~ /flow/steps/menu
                    {"menu":{"set":{"caller_name":"x"},"say":"This is {{caller_name}}."}}                                  ~ IDENTITY_OVERWRITTEN ~ /flow/steps/menu
                    """)
    void refusesAFlowThatDoesNotTell(String steps, String code, String pointer) {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);
        rows.update(
                "UPDATE flow_versions SET definition = jsonb_build_object('name', 'x', 'start', 'menu', 'steps', :steps::jsonb) WHERE organization_id = :organization",
                Map.of("steps", steps));

        NotPossible refused = catchThrowableOfType(NotPossible.class, start::run);

        assertThat(refused).extracting(NotPossible::code).isEqualTo(code);
        assertThat(refused).extracting(NotPossible::pointer).isEqualTo(pointer);
    }

    @Test
    void takesAColumnOfTheLeadsForConsent() {
        rows.lawful(campaign);
        rows.dialsWith("twilio", null);
        rows.lead(campaign, "+12125550123", "America/New_York");
        rows.update(
                "UPDATE campaigns SET settings = jsonb_set(settings, '{consent,obtained_at}', '\"agreed_at\"') WHERE organization_id = :organization",
                Map.of());
        rows.update(
                "INSERT INTO campaign_columns (organization_id, campaign_id, kind, name) VALUES (:organization, :campaign, 'variable', 'agreed_at')",
                Map.of("campaign", campaign.campaign().value()));

        assertThatCode(start::run).doesNotThrowAnyException();
    }
}
