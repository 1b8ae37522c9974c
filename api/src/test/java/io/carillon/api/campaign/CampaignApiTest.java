package io.carillon.api.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.api.testing.Tenants;
import io.carillon.workflows.ids.CampaignId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

class CampaignApiTest {
    private static ApiServer server;
    private static ApiClient ours;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        ours = Tenants.ready(server, "ours");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void fillsInTheContractsDefaults() {
        Answer made = ours.post("/campaigns", Tenants.campaign(""));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/id")).startsWith("camp_");
        assertThat(made.at("/status")).isEqualTo("draft");
        assertThat(made.json().at("/limits").toString())
                .isEqualTo(
                        "{\"max_concurrent\":10,\"calls_per_second\":1,\"max_calls_per_day\":null,"
                                + "\"max_attempts_per_lead\":3,\"min_minutes_between_attempts\":60,"
                                + "\"ring_timeout_seconds\":30,\"max_call_seconds\":600}");
        assertThat(made.json().at("/schedule/hours/sunday").toString())
                .isEqualTo("[[\"09:00\",\"20:00\"]]");
        assertThat(made.json().at("/schedule/use_lead_time_zone").asBoolean()).isTrue();
        assertThat(made.at("/schedule/on_unknown_time_zone")).isEqualTo("hold");
        assertThat(made.json().at("/allowed_countries").toString()).isEqualTo("[\"US\"]");
        assertThat(made.at("/answering_machine/on_machine")).isEqualTo("hang_up");
        assertThat(ours.get("/campaigns/" + made.at("/id")).json()).isEqualTo(made.json());
    }

    @Test
    void takesTheContractsExample() {
        Answer made =
                ours.post(
                        "/campaigns",
                        Tenants.campaign(
                                """
                                "carrier":"simulator",
                                "schedule":{"starts_at":"2026-11-23T09:00:00Z","ends_at":"2026-12-23T17:00:00Z",
                                  "time_zone":"America/New_York","use_lead_time_zone":true,
                                  "hours":{"monday":[["09:00","12:00"],["13:00","20:00"]],"tuesday":[["22:00","02:00"]]},
                                  "closed_dates":["2026-11-26"]},
                                "limits":{"max_concurrent":50,"calls_per_second":5,"max_calls_per_day":500,
                                  "max_attempts_per_lead":3,"min_minutes_between_attempts":60},
                                "retry":{"no_answer":["PT1H","PT4H"],"busy":["PT10M","PT30M"],"machine":["P1D"],
                                  "congestion":["PT1M","PT5M"]},
                                "answering_machine":{"detect":true,"on_machine":"leave_message","on_unknown":"continue",
                                  "message":"Hello {{first_name}}"}
                                """));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().at("/schedule/hours").toString())
                .isEqualTo(
                        "{\"monday\":[[\"09:00\",\"12:00\"],[\"13:00\",\"20:00\"]],"
                                + "\"tuesday\":[[\"22:00\",\"02:00\"]]}");
        assertThat(made.json().at("/retry/machine").toString()).isEqualTo("[\"PT24H\"]");
        assertThat(made.at("/schedule/starts_at")).isEqualTo("2026-11-23T09:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "limits":{"max_concurrent":0}                          | 422 | /limits/max_concurrent | OUT_OF_RANGE
                    "limits":{"calls_per_second":0}                        | 422 | /limits/calls_per_second | OUT_OF_RANGE
                    "limits":{"ring_timeout_seconds":14}                   | 422 | /limits/ring_timeout_seconds | OUT_OF_RANGE
                    "limits":{"ring_timeout_seconds":121}                  | 422 | /limits/ring_timeout_seconds | OUT_OF_RANGE
                    "limits":{"max_concurrent":"5"}                        | 400 | /limits/max_concurrent | WRONG_TYPE
                    "limits":{"max_concurrent":5.5}                        | 400 | /limits/max_concurrent | WRONG_TYPE
                    "limits":{"max_concurent":5}                           | 400 | /limits/max_concurent | UNKNOWN_MEMBER
                    "limits":[]                                            | 400 | /limits | WRONG_TYPE
                    "surprise":1                                           | 400 | /surprise | UNKNOWN_MEMBER
                    "schedule":{"time_zone":"Mars/Olympus"}                | 422 | /schedule/time_zone | TIME_ZONE_UNKNOWN
                    "schedule":{"hours":{"monday":[["09:00","09:00"]]}}    | 422 | /schedule/hours/monday/0 | HOURS_EMPTY
                    "schedule":{"hours":{"monday":[["09:00","25:00"]]}}    | 422 | /schedule/hours/monday/0 | HOURS_INVALID
                    "schedule":{"hours":{"monday":["09:00"]}}              | 400 | /schedule/hours/monday/0 | WRONG_TYPE
                    "schedule":{"hours":{"moonday":[]}}                    | 400 | /schedule/hours/moonday | UNKNOWN_MEMBER
                    "schedule":{"closed_dates":["tomorrow"]}               | 422 | /schedule/closed_dates/0 | DATE_INVALID
                    "schedule":{"holidays":["US","US-ZZ"]}                 | 422 | /schedule/holidays/1 | REGION_UNKNOWN
                    "schedule":{"holidays":["us"]}                         | 422 | /schedule/holidays/0 | REGION_UNKNOWN
                    "schedule":{"starts_at":"soon"}                        | 422 | /schedule/starts_at | TIME_INVALID
                    "schedule":{"starts_at":"2026-12-23T17:00:00Z","ends_at":"2026-12-23T17:00:00Z"} | 422 | /schedule/ends_at | ENDS_BEFORE_START
                    "retry":{"busy":["PT0.5S"]}                            | 422 | /retry/busy/0 | OUT_OF_RANGE
                    "retry":{"busy":["soon"]}                              | 422 | /retry/busy/0 | DURATION_INVALID
                    "retry":{"busy":"PT1S"}                                | 400 | /retry/busy | WRONG_TYPE
                    "retry":{"invalid_number":["PT1S"]}                    | 422 | /retry/invalid_number | NEVER_RETRIED
                    "answering_machine":{"on_machine":"leave_message"}     | 422 | /answering_machine/message | REQUIRED
                    "answering_machine":{"on_machine":"shout"}             | 422 | /answering_machine/on_machine | NOT_ONE_OF
                    "answering_machine":{"tuning":{"timeout_seconds":2}}            | 422 | /answering_machine/tuning/timeout_seconds | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"timeout_seconds":60}}           | 422 | /answering_machine/tuning/timeout_seconds | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"speech_threshold_ms":999}}      | 422 | /answering_machine/tuning/speech_threshold_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"speech_threshold_ms":6001}}     | 422 | /answering_machine/tuning/speech_threshold_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"speech_end_threshold_ms":499}}  | 422 | /answering_machine/tuning/speech_end_threshold_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"speech_end_threshold_ms":5001}} | 422 | /answering_machine/tuning/speech_end_threshold_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"silence_timeout_ms":1999}}      | 422 | /answering_machine/tuning/silence_timeout_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"silence_timeout_ms":10001}}     | 422 | /answering_machine/tuning/silence_timeout_ms | OUT_OF_RANGE
                    "answering_machine":{"tuning":{"timeout_seconds":"20"}}         | 400 | /answering_machine/tuning/timeout_seconds | WRONG_TYPE
                    "answering_machine":{"tuning":{"timeout":20}}                   | 400 | /answering_machine/tuning/timeout | UNKNOWN_MEMBER
                    "answering_machine":{"tuning":20}                               | 400 | /answering_machine/tuning | WRONG_TYPE
                    "answering_machine":{"detect":false,"tuning":{"timeout_seconds":20}} | 422 | /answering_machine/tuning | CONTRADICTION
                    "default_country":"XX"                                 | 422 | /default_country | COUNTRY_UNKNOWN
                    "carrier":"sip"                                        | 422 | /carrier | NOT_AVAILABLE_YET
                    "carrier":"pigeon"                                     | 422 | /carrier | NOT_ONE_OF
                    "carrier":"twilio"                                     | 422 | /carrier | ACCOUNT_MISSING
                    "carriers":["acct_nobody"]                             | 422 | /carriers/0 | ACCOUNT_UNKNOWN
                    "flow_id":"flow_nobody"                                | 422 | /flow | FLOW_TWICE
                    "pre_dial_hook":"https://example.com"                  | 422 | /pre_dial_hook | NOT_AVAILABLE_YET
                    "retry":{"spread":"weeks"}                             | 422 | /retry/spread | NOT_ONE_OF
                    """)
    void refusesWithThePointer(String members, int status, String pointer, String code) {
        Answer answer = ours.post("/campaigns", Tenants.campaign(members));

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    @Test
    void namesWhatIsMissing() {
        Answer answer = ours.post("/campaigns", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactly("/name", "/flow_id", "/caller_ids");
    }

    @Test
    void refusesCallerIdsThatAreNotProved() {
        Answer answer =
                ours.post(
                        "/campaigns",
                        Tenants.campaign("").replace(Tenants.CALLER_ID, "+12025550199"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/code")).isEqualTo("CALLER_ID_NOT_OWNED");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/caller_ids/0");
    }

    @Test
    void choosesCallerIdsAsItIsTold() {
        String path =
                "/campaigns/"
                        + ours.post(
                                        "/campaigns",
                                        Tenants.campaign("\"caller_id_choice\":[\"local\"]"))
                                .at("/id");

        assertThat(ours.patch(path, "{\"name\":\"renamed\"}").at("/caller_id_choice/0"))
                .isEqualTo("local");
        assertThat(
                        ours.patch(path, "{\"caller_id_choice\":[\"sticky\",\"local\"]}")
                                .at("/caller_id_choice/1"))
                .isEqualTo("local");
        Answer refused = ours.patch(path, "{\"caller_id_choice\":[\"sticky\",\"best\"]}");
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/caller_id_choice/1");
        assertThat(
                        ours.patch(path, "{\"caller_id_choice\":null}")
                                .json()
                                .at("/caller_id_choice")
                                .size())
                .isZero();
    }

    @Test
    void editsMemberByMemberAndReplacesHoursWhole() {
        String id = ours.post("/campaigns", Tenants.campaign("")).at("/id");

        Answer edited =
                ours.patch(
                        "/campaigns/" + id,
                        "{\"limits\":{\"max_concurrent\":7},\"schedule\":{\"hours\":{\"monday\":[[\"00:00\",\"24:00\"]]}}}");

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        assertThat(edited.json().at("/limits/max_concurrent").asInt()).isEqualTo(7);
        assertThat(edited.json().at("/limits/max_attempts_per_lead").asInt()).isEqualTo(3);
        assertThat(edited.json().at("/schedule/hours").toString())
                .isEqualTo("{\"monday\":[[\"00:00\",\"24:00\"]]}");
        assertThat(edited.json().at("/revision").asInt()).isEqualTo(2);
        assertThat(ours.patch("/campaigns/" + id, "{\"limits\":{\"max_concurrent\":0}}").status())
                .isEqualTo(422);
    }

    @Test
    void takesSpreadOverDayPartsAndTakesItBack() {
        Answer made =
                ours.post(
                        "/campaigns",
                        Tenants.campaign(
                                "\"retry\":{\"busy\":[\"PT1M\"],\"spread\":\"day_parts\"}"));
        String path = "/campaigns/" + made.at("/id");

        assertThat(made.at("/retry/spread")).isEqualTo("day_parts");
        assertThat(
                        ours.patch(path, "{\"retry\":{\"busy\":[\"PT2M\"],\"spread\":\"none\"}}")
                                .json()
                                .at("/retry")
                                .toString())
                .isEqualTo("{\"busy\":[\"PT2M\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"speech_end_threshold_ms\":800}",
                "{\"timeout_seconds\":3,\"speech_threshold_ms\":1000,\"speech_end_threshold_ms\":500,\"silence_timeout_ms\":2000}",
                "{\"timeout_seconds\":59,\"speech_threshold_ms\":6000,\"speech_end_threshold_ms\":5000,\"silence_timeout_ms\":10000}"
            })
    void showsATuningAsItWasGiven(String tuning) {
        Answer made =
                ours.post(
                        "/campaigns",
                        Tenants.campaign("\"answering_machine\":{\"tuning\":" + tuning + "}"));

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().at("/answering_machine/tuning").toString()).isEqualTo(tuning);
    }

    @Test
    void editsATuningAsAWhole() {
        Answer made =
                ours.post(
                        "/campaigns",
                        Tenants.campaign(
                                "\"answering_machine\":{\"tuning\":{\"timeout_seconds\":20}}"));
        String path = "/campaigns/" + made.at("/id");

        Answer other = ours.patch(path, "{\"answering_machine\":{\"on_unknown\":\"hang_up\"}}");
        Answer silence =
                ours.patch(
                        path, "{\"answering_machine\":{\"tuning\":{\"silence_timeout_ms\":3000}}}");
        Answer undetected = ours.patch(path, "{\"answering_machine\":{\"detect\":false}}");
        Answer none =
                ours.patch(path, "{\"answering_machine\":{\"detect\":false,\"tuning\":null}}");

        assertThat(tuning(other)).isEqualTo("{\"timeout_seconds\":20}");
        assertThat(tuning(silence)).isEqualTo("{\"silence_timeout_ms\":3000}");
        assertThat(undetected.at("/errors/0/pointer")).isEqualTo("/answering_machine/tuning");
        assertThat(none.status()).as(none.text()).isEqualTo(200);
        assertThat(none.json().at("/answering_machine").has("tuning")).isFalse();
    }

    private static String tuning(Answer campaign) {
        return campaign.json().at("/answering_machine/tuning").toString();
    }

    @Test
    void worksOutTheHolidaysOfRegions() {
        String year = String.valueOf(Year.now(ZoneOffset.UTC).getValue() + 1);

        Answer made =
                ours.post(
                        "/campaigns",
                        Tenants.campaign("\"schedule\":{\"holidays\":[\"US\",\"US-NY\"]}"));
        String path = "/campaigns/" + made.at("/id");
        Answer other = ours.patch(path, "{\"schedule\":{\"holidays\":[\"GB\"]}}");
        Answer none = ours.patch(path, "{\"schedule\":{\"holidays\":[]}}");

        assertThat(made.json().at("/schedule/holidays").toString()).isEqualTo("[\"US\",\"US-NY\"]");
        assertThat(made.json().at("/schedule/holiday_dates").toString())
                .contains(year + "-07-04", year + "-12-25");
        assertThat(other.json().at("/schedule/holiday_dates").toString())
                .contains(year + "-12-26")
                .doesNotContain(year + "-07-04");
        assertThat(none.json().at("/schedule/holiday_dates").toString()).isEqualTo("[]");
    }

    @Test
    void saysWhatItsCallsAreAboutAsCarriersCanShowIt() {
        Answer said =
                ours.post(
                        "/campaigns",
                        Tenants.campaign("\"identity\":{\"call_reason\":\"Your appointment\"}"));
        Answer strange =
                ours.post(
                        "/campaigns",
                        Tenants.campaign(
                                "\"identity\":{\"call_reason\":\"Termin \u00fcbermorgen\"}"));

        assertThat(said.at("/identity/call_reason")).isEqualTo("Your appointment");
        assertThat(strange.status()).isEqualTo(422);
        assertThat(strange.at("/errors/0/pointer")).isEqualTo("/identity/call_reason");
    }

    @Test
    void letsNoEditTakeAwayWhatTheLawAsked() {
        String id = ours.post("/campaigns", Tenants.campaign("\"keep_open\":true")).at("/id");
        ours.post("/campaigns/" + id + "/start");
        ours.post("/campaigns/" + id + "/pause", "{\"reason\":\"lunch\"}");

        dialWith(id, "simulator", "twilio");
        try {
            Answer refused = ours.patch("/campaigns/" + id, "{\"name\":\"other\"}");

            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.at("/code")).isEqualTo("CONSENT_REQUIRED");
            assertThat(refused.at("/errors/0/pointer")).isEqualTo("/consent/basis");
        } finally {
            dialWith(id, "twilio", "simulator");
        }
    }

    /** Moves the organization's account, caller ids and that campaign to another carrier. */
    private static void dialWith(String campaign, String from, String to) {
        var transactions = server.bean(Transactions.class);
        UUID id = CampaignId.parse(campaign).value();
        String own = "organization_id = (SELECT organization_id FROM campaigns WHERE id = :id)";
        transactions.system(
                () -> {
                    for (String table : List.of("campaigns", "carrier_accounts", "caller_ids")) {
                        String rows = table.equals("campaigns") ? "id = :id" : own;
                        transactions
                                .jdbc()
                                .sql(
                                        "UPDATE "
                                                + table
                                                + " SET carrier = :to WHERE carrier = :from AND "
                                                + rows)
                                .param("id", id)
                                .param("from", from)
                                .param("to", to)
                                .update();
                    }
                });
    }

    @Test
    void switchesAndSaysWhatAStateForbids() {
        String id = ours.post("/campaigns", Tenants.campaign("\"keep_open\":true")).at("/id");
        String path = "/campaigns/" + id;

        assertThat(ours.post(path + "/resume").status()).isEqualTo(409);
        assertThat(ours.post(path + "/start").at("/status")).isEqualTo("active");
        assertThat(ours.patch(path, "{\"limits\":{\"max_concurrent\":9}}").status()).isEqualTo(200);
        assertThat(ours.patch(path, "{\"default_country\":\"CA\"}").at("/code"))
                .isEqualTo("CAMPAIGN_ACTIVE");
        assertThat(ours.delete(path).status()).isEqualTo(409);
        Answer paused = ours.post(path + "/pause", "{\"reason\":\"lunch\"}");
        assertThat(paused.at("/status")).isEqualTo("paused");
        assertThat(paused.at("/status_reason")).isEqualTo("lunch");
        assertThat(ours.post(path + "/stop", "{\"hang_up\":true}").at("/status"))
                .isEqualTo("stopped");
        assertThat(ours.patch(path, "{\"name\":\"late\"}").status()).isEqualTo(409);
        assertThat(ours.delete(path).status()).isEqualTo(204);
        assertThat(ours.get(path).status()).isEqualTo(404);
    }

    @Test
    void refusesToStartWithoutLeads() {
        String id = ours.post("/campaigns", Tenants.campaign("")).at("/id");

        Answer answer = ours.post("/campaigns/" + id + "/start");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.at("/code")).isEqualTo("CAMPAIGN_EMPTY");
    }

    @Test
    void saysWhatAStartWouldDoWithoutStarting() {
        String path = "/campaigns/" + ours.post("/campaigns", Tenants.campaign("")).at("/id");

        Answer empty = ours.post(path + "/dry-run");
        assertThat(empty.status()).as(empty.text()).isEqualTo(200);
        assertThat(empty.at("/could_start")).isEqualTo("false");
        assertThat(empty.at("/problems/0/code")).isEqualTo("CAMPAIGN_EMPTY");

        ours.post(path + "/leads", "{\"leads\":[{\"phone\":\"+12025550123\"}]}");
        Answer full = ours.post(path + "/dry-run");
        assertThat(full.at("/could_start")).as(full.text()).isEqualTo("true");
        assertThat(full.at("/would_dial")).isEqualTo("1");
        assertThat(full.at("/zones/0/zones/0")).isEqualTo("America/New_York");
        assertThat(full.at("/first_dial_at")).isEqualTo(full.at("/zones/0/windows/0/opens_at"));
        assertThat(full.at("/estimated_end_at")).isNotEmpty();
        assertThat(ours.get(path).at("/status")).isEqualTo("draft");
        assertThat(Tenants.ready(server, "curious").post(path + "/dry-run").status())
                .isEqualTo(404);
    }

    @Test
    void showsProgressOfAnEmptyCampaign() {
        String id = ours.post("/campaigns", Tenants.campaign("")).at("/id");

        Answer answer = ours.get("/campaigns/" + id + "/progress");

        assertThat(answer.json().at("/leads_total").asInt(-1)).isZero();
        assertThat(answer.json().at("/next_due_at").isNull()).isTrue();
        assertThat(answer.at("/as_of")).isNotEmpty();
    }

    @Test
    void hidesEverythingFromAnotherOrganization() {
        String id = ours.post("/campaigns", Tenants.campaign("")).at("/id");
        ApiClient theirs = Tenants.ready(server, "theirs");

        assertThat(theirs.get("/campaigns/" + id).status()).isEqualTo(404);
        assertThat(theirs.patch("/campaigns/" + id, "{\"name\":\"x\"}").status()).isEqualTo(404);
        assertThat(theirs.post("/campaigns/" + id + "/start").status()).isEqualTo(404);
        assertThat(theirs.delete("/campaigns/" + id).status()).isEqualTo(404);
        assertThat(theirs.get("/campaigns/" + id + "/progress").status()).isEqualTo(404);
        assertThat(theirs.get("/campaigns").json().at("/data").size()).isZero();
        assertThat(theirs.get("/campaigns/camp_nonsense").status()).isEqualTo(404);
    }

    @Test
    void pagesThroughAListOnceAndWhole() {
        ApiClient many = Tenants.ready(server, "many");
        for (int i = 0; i < 5; i++) {
            many.post("/campaigns", Tenants.campaign(""));
        }

        var seen = new java.util.ArrayList<String>();
        String after = "";
        do {
            Answer page = many.get("/campaigns?limit=2" + after);
            seen.addAll(page.json().at("/data").findValuesAsString("id"));
            after = "&after=" + page.at("/next");
        } while (!after.equals("&after="));

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(many.get("/campaigns?limit=0").status()).isEqualTo(422);
        assertThat(many.get("/campaigns?limit=201").status()).isEqualTo(422);
        assertThat(many.get("/campaigns?limit=x").status()).isEqualTo(400);
        assertThat(many.get("/campaigns?after=x").status()).isEqualTo(400);
        assertThat(many.get("/campaigns?status=odd").status()).isEqualTo(422);
        assertThat(many.get("/campaigns?status=draft").json().at("/data").size()).isEqualTo(5);
    }
}
