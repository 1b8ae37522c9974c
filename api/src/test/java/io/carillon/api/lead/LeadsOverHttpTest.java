package io.carillon.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.Secrets;
import io.carillon.activities.testing.Rows;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class LeadsOverHttpTest {
    private static final ApiServer SERVER = ApiServer.start();

    private final Rows rows = Rows.in(SERVER.database());
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());
    private final String leads = "/campaigns/" + campaign.campaign() + "/leads";
    private final ApiClient client = client(rows);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void takesABatchRowByRow() {
        Answer answer =
                client.post(
                        leads,
                        """
                        {"leads":[
                          {"phone":"(202) 555-0101","first_name":"Ada","appointment":"Monday","external_id":"A1"},
                          {"phones":["+12025550102","+12025550112"],"variables":{"first_name":"Grace","age":44}},
                          {"phone":"911"},
                          {"phone":"2025550101","external_id":"A1"},
                          {"phone":"2025550103","time_zone":"Mars/Olympus"},
                          {"phone":"2025550104","phone2":"nonsense"}]}
                        """);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(
                        answer.json()
                                .at("/results")
                                .valueStream()
                                .map(row -> row.at("/status").asString()))
                .containsExactly(
                        "imported", "imported", "rejected", "duplicate", "rejected", "imported");
        assertThat(answer.at("/results/2/errors/0/code")).isEqualTo("PHONE_NOT_ALLOWED");
        assertThat(answer.at("/results/2/errors/0/pointer")).isEqualTo("/leads/2/phone");
        assertThat(answer.at("/results/3/lead_id")).isEqualTo(answer.at("/results/0/lead_id"));
        assertThat(answer.at("/results/5/warnings/0")).isEqualTo("ALTERNATE_PHONE_DROPPED");
        assertThat(answer.at("/counts/total_rows")).isEqualTo("6");
        Answer grace = client.get("/leads/" + answer.at("/results/1/lead_id"));
        assertThat(grace.at("/phones/1")).isEqualTo("+12025550112");
        assertThat(grace.at("/variables/age")).isEqualTo("44");
        assertThat(grace.at("/waiting_for")).isEqualTo("campaign_draft");
        assertThat(grace.at("/time_zones/0")).isEqualTo("America/New_York");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                | 400 | WRONG_TYPE",
                "{\"leads\":[]}                    | 422 | OUT_OF_RANGE",
                "{\"leads\":{}}                    | 400 | WRONG_TYPE",
                "{\"leads\":[3]}                   | 400 | WRONG_TYPE",
                "{\"leads\":[{\"phone\":[]}]}      | 400 | WRONG_TYPE",
                "{\"people\":[]}                   | 400 | UNKNOWN_MEMBER",
            })
    void refusesBatchesItCannotRead(String body, int status, String code) {
        Answer answer = client.post(leads, body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    @Test
    void callsALeadBackWhenAPersonIsPromisedIt() {
        LeadId lead = rows.lead(campaign, "+12125550123", "America/New_York");
        String path = "/leads/" + lead;

        Answer pending = client.patch(path, "{\"call_back_at\":\"2040-01-02T15:00:00Z\"}");
        assertThat(pending.status()).as(pending.text()).isEqualTo(200);
        assertThat(pending.at("/next_attempt_at")).isEqualTo("2040-01-02T15:00:00Z");
        assertThat(client.get(path + "/trace").at("/data/1/rule")).isEqualTo("call_back");

        CallId call = live(lead);
        assertThat(client.patch(path, "{\"call_back_at\":\"2040-01-03T15:00:00Z\"}").status())
                .isEqualTo(200);
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT call_back FROM calls WHERE id = :id",
                                call.value()))
                .isEqualTo("2040-01-03T15:00:00Z");
        assertThat(
                        client.patch(
                                        path,
                                        "{\"call_back_at\":\"2040-01-03T15:00:00Z\",\"priority\":3}")
                                .status())
                .isEqualTo(409);
        assertThat(client.patch(path, "{\"call_back_at\":\"soon\"}").at("/errors/0/pointer"))
                .isEqualTo("/call_back_at");

        rows.update(
                "UPDATE leads SET status = 'done', outcome = 'reached' WHERE id = :id AND organization_id = :organization",
                Map.of("id", lead.value()));
        assertThat(client.patch(path, "{\"call_back_at\":\"2040-01-03T15:00:00Z\"}").status())
                .isEqualTo(409);
    }

    private CallId live(LeadId lead) {
        var call = new CallId(UuidV7.next());
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token)
                SELECT :call, organization_id, campaign_id, id, 'in_progress', phones[1], id::text FROM leads
                WHERE id = :lead AND organization_id = :organization
                """,
                Map.of("call", call.value(), "lead", lead.value()));
        rows.update(
                "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :lead AND organization_id = :organization",
                Map.of("call", call.value(), "lead", lead.value()));
        return call;
    }

    @Test
    void takesAFileInAndShowsItsImport() {
        Answer taken = upload(leads, "phone;Vorname\n2025550101;Ada\n", null);

        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        assertThat(taken.at("/status")).isEqualTo("queued");
        assertThat(taken.at("/delimiter")).isEqualTo(";");
        assertThat(taken.at("/file_name")).isEqualTo("leads.csv");
        String path = "/imports/" + taken.at("/id");
        assertThat(client.get(path).at("/counts/total_rows")).isEqualTo("0");
        assertThat(client.get(path + "/errors.csv").text())
                .isEqualTo("phone,Vorname,line,column,code,reason\r\n");
        assertThat(client.post(path + "/cancel").at("/status")).isEqualTo("canceled");
        assertThat(client.post(path + "/cancel").status()).isEqualTo(200);
        assertThat(client(Rows.in(SERVER.database())).get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''                    | -                       | 422 | FILE_EMPTY",
                "'+12025550100,Ada\n'  | -                       | 422 | HEADER_MISSING",
                "'who,what\na,b\n'     | -                       | 422 | PHONE_COLUMN_MISSING",
                "'who,what\na,b\n'     | '{\"phone\":\"nope\"}'  | 422 | MAPPING_INVALID",
                "'who,what\na,b\n'     | '{\"fax\":\"who\"}'     | 422 | MAPPING_INVALID",
                "'who,what\na,b\n'     | '{\"who\":\"phone\"}'   | 202 | ''",
                "'who,what\na,b\n'     | '{'                     | 400 | JSON_MALFORMED",
                "'who,what\na,b\n'     | '{\"phone\":\"Who\"}'   | 202 | ''",
            })
    void judgesFilesAtUpload(String text, @Nullable String mapping, int status, String code) {
        Answer answer = upload(leads, text, mapping);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    @Test
    void previewsWithoutKeepingAnything() {
        Answer answer =
                upload(
                        "/imports/preview",
                        "Handy,Vorname,Termin am\n2025550101,Ada,Mo\n911,X,Y\n",
                        null);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/mapping/phone")).isEqualTo("Handy");
        assertThat(answer.at("/variables/Termin am")).isEqualTo("Termin_am");
        assertThat(answer.at("/counts/imported")).isEqualTo("1");
        assertThat(answer.at("/counts/rejected")).isEqualTo("1");
        assertThat(answer.at("/mapping_source")).isEqualTo("guessed");
        assertThat(answer.at("/confidence/phone")).isEqualTo("0.99");
        assertThat(answer.at("/rows/0/phones/0")).isEqualTo("+12025550101");
        assertThat(answer.at("/rows/1/code")).isEqualTo("PHONE_NOT_ALLOWED");
    }

    @Test
    void listsByPageAndFilter() {
        client.post(
                leads,
                """
                {"leads":[{"phone":"2025550101","external_id":"A"},{"phone":"2025550102"},{"phone":"2025550103"}]}
                """);

        Answer first = client.get(leads + "?limit=2");
        Answer second = client.get(leads + "?limit=2&after=" + first.at("/next"));

        assertThat(first.json().at("/data").size()).isEqualTo(2);
        assertThat(second.at("/data/0/phone")).isEqualTo("+12025550103");
        assertThat(second.json().at("/next").isNull()).isTrue();
        assertThat(client.get(leads + "?external_id=A").json().at("/data").size()).isEqualTo(1);
        assertThat(client.get(leads + "?phone=+12025550102").json().at("/data").size())
                .isEqualTo(1);
        assertThat(client.get(leads + "?status=done").json().at("/data").size()).isZero();
        assertThat(client.get(leads + "?status=asleep").status()).isEqualTo(422);
    }

    @Test
    void correctsALeadWhileItIsPending() {
        LeadId lead = rows.lead(campaign, "+18005550199");

        Answer answer =
                client.patch(
                        "/leads/" + lead,
                        "{\"time_zone\":\"America/Chicago\",\"priority\":7,\"first_name\":\"Ada\",\"phones\":[\"2025550177\",\"+18005550199\"]}");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.at("/time_zones/0")).isEqualTo("America/Chicago");
        assertThat(answer.at("/phones/0")).isEqualTo("+12025550177");
        assertThat(answer.at("/variables/first_name")).isEqualTo("Ada");
        assertThat(client.patch("/leads/" + lead, "{\"time_zone\":\"Mars\"}").status())
                .isEqualTo(422);
        assertThat(client.patch("/leads/" + lead, "{\"shoe\":1}").status()).isEqualTo(400);
        assertThat(
                        client.get("/leads/" + lead + "/trace")
                                .json()
                                .at("/data")
                                .valueStream()
                                .map(e -> e.at("/decision").asString()))
                .containsExactly("imported", "corrected");
    }

    @Test
    void tracesEachAttemptWithItsResultAndWhatFollowed() {
        LeadId lead = rows.lead(campaign, "+12025550161", "America/New_York");
        UUID call = UuidV7.next();
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, attempt, state, result, cause, to_number,
                    callback_token, dialed_at, ended_at)
                SELECT :call, organization_id, campaign_id, id, 1, 'failed', 'busy', '17', phones[1],
                    id::text, '2026-11-20T15:00:00Z', '2026-11-20T15:00:09Z'
                FROM leads WHERE id = :lead AND organization_id = :organization
                """,
                Map.of("call", call, "lead", lead.value()));
        decide(lead, call, "dialed", "due", null);
        decide(lead, call, "retried", "retry_delay", "2026-11-20T15:01:09Z");
        decide(lead, null, "held", "caller_id", null);

        Answer trace = client.get("/leads/" + lead + "/trace");

        assertThat(trace.at("/status")).isEqualTo("pending");
        assertThat(trace.at("/waiting_for"))
                .isEqualTo(client.get("/leads/" + lead).at("/waiting_for"))
                .isEqualTo("campaign_draft");
        assertThat(trace.json().at("/data/1/attempt").toString())
                .isEqualTo(
                        """
                        {"attempt":1,"to":"+12025550161","result":"busy","cause":"17","answered_by":null,\
                        "dialed_at":"2026-11-20T15:00:00Z","ended_at":"2026-11-20T15:00:09Z"}""");
        assertThat(trace.json().at("/data/2/attempt"))
                .isEqualTo(trace.json().at("/data/1/attempt"));
        assertThat(trace.at("/data/2/decision")).isEqualTo("retried");
        assertThat(trace.at("/data/2/next_at")).isEqualTo("2026-11-20T15:01:09Z");
        assertThat(trace.json().at("/data/3/attempt").isNull()).isTrue();
    }

    private void decide(
            LeadId lead,
            @Nullable UUID call,
            String decision,
            String rule,
            @Nullable String nextAt) {
        rows.update(
                """
                INSERT INTO lead_decisions (id, organization_id, lead_id, call_id, at, decision, rule, next_at, last_at)
                VALUES (:id, :organization, :lead, nullif(:call, '')::uuid, carillon_now(), :decision, :rule,
                    nullif(:next, '')::timestamptz, carillon_now())
                """,
                Map.of(
                        "id",
                        UuidV7.next(),
                        "lead",
                        lead.value(),
                        "call",
                        call == null ? "" : call.toString(),
                        "decision",
                        decision,
                        "rule",
                        rule,
                        "next",
                        nextAt == null ? "" : nextAt));
    }

    @Test
    void pointsAtTheMappingsEntryThatNamesNothing() {
        Answer answer = upload(leads, "who,what\na,b\n", "{\"phone\":\"who\",\"fax\":\"what\"}");

        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/mapping/fax");
        assertThat(answer.at("/errors/0/code")).isEqualTo("MAPPING_INVALID");
    }

    @Test
    void usesTheMappingSomebodyGaveForTheseColumnsBefore() {
        Answer first = upload(leads, "Wer,Wo\nAda,2025550101\n", "{\"Wo\":\"phone\"}");

        Answer preview = upload("/imports/preview", "Wo,Wer\n2025550102,Bob\n", null);
        Answer second = upload(leads, "Wo,Wer\n2025550102,Bob\n", null);

        assertThat(first.at("/mapping_source")).isEqualTo("request");
        assertThat(preview.at("/mapping_source")).isEqualTo("remembered");
        assertThat(preview.at("/mapping_confirmed_by")).isEqualTo(first.at("/id"));
        assertThat(preview.at("/counts/imported")).isEqualTo("1");
        assertThat(second.status()).as(second.toString()).isEqualTo(202);
        assertThat(second.at("/mapping_source")).isEqualTo("remembered");
    }

    @Test
    void knowsALeadByItsCorrectedNumberAndId() {
        LeadId lead = rows.lead(campaign, "+12025550101");
        rows.lead(campaign, "+12025550102");

        Answer taken = client.patch("/leads/" + lead, "{\"phone\":\"2025550102\"}");
        Answer corrected =
                client.patch(
                        "/leads/" + lead,
                        "{\"phone\":\"2025550103\",\"next_attempt_at\":\"2100-01-01T09:00:00Z\"}");
        Answer again = client.post(leads, "{\"leads\":[{\"phone\":\"2025550103\"}]}");

        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.at("/code")).isEqualTo("LEAD_EXISTS");
        assertThat(corrected.at("/next_attempt_at")).isEqualTo("2100-01-01T09:00:00Z");
        assertThat(again.at("/results/0/status")).isEqualTo("duplicate");
        assertThat(again.at("/results/0/lead_id")).isEqualTo(lead.toString());
        assertThat(
                        client.patch("/leads/" + lead, "{\"external_id\":\"A9\"}")
                                .at("/variables/external_id"))
                .isEqualTo("A9");
        assertThat(
                        client.post(
                                        leads,
                                        "{\"leads\":[{\"phone\":\"2025550104\",\"external_id\":\"A9\"}]}")
                                .at("/results/0/lead_id"))
                .isEqualTo(lead.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "draft, 200",
        "scheduled, 200",
        "active, 200",
        "paused, 200",
        "completed, 409",
        "stopped, 409"
    })
    void takesBatchesAsLongAsTheCampaignMayCall(String status, int answer) {
        CampaignStart other = rows.campaign(status, Rows.settings());

        assertThat(
                        client.post(
                                        "/campaigns/" + other.campaign() + "/leads",
                                        "{\"leads\":[{\"phone\":\"2025550101\"}]}")
                                .status())
                .isEqualTo(answer);
    }

    @Test
    void refusesABatchOfMoreThanAThousand() {
        String lead = "{\"phone\":\"2025550101\"},";

        assertThat(client.post(leads, "{\"leads\":[" + lead.repeat(1_000) + "{}]}").at("/code"))
                .isEqualTo("OUT_OF_RANGE");
    }

    @Test
    void undoesAnImportThatIsOverAndShowsHowFarItIs() {
        String path = "/imports/" + upload(leads, "phone\n2025550101\n", null).at("/id");

        Answer running = client.post(path + "/undo");
        Answer waiting = client.get(path);
        client.post(path + "/cancel");
        Answer undone = client.post(path + "/undo");

        assertThat(running.at("/code")).isEqualTo("IMPORT_RUNNING");
        assertThat(waiting.at("/progress/rows_read")).isEqualTo("0");
        assertThat(waiting.json().at("/progress/seconds_left").isNull()).isTrue();
        assertThat(undone.status()).as(undone.toString()).isEqualTo(200);
        assertThat(undone.at("/undone/leads_taken_out")).isEqualTo("0");
        assertThat(client.get(path + "/errors").at("/rejected")).isEqualTo("0");
        assertThat(client(Rows.in(SERVER.database())).post(path + "/undo").status()).isEqualTo(404);
    }

    @Test
    void takesALeadOutButNotWhileItIsInACall() {
        LeadId busy = rows.lead(campaign, "+12025550101");
        LeadId gone = rows.lead(campaign, "+12025550102");
        rows.update(
                "UPDATE leads SET status = 'in_call' WHERE id = :id AND organization_id = :organization",
                Map.of("id", busy.value()));

        assertThat(client.delete("/leads/" + busy).at("/code")).isEqualTo("LEAD_IN_CALL");
        assertThat(client.delete("/leads/" + gone).status()).isEqualTo(204);

        assertThat(client.get("/leads/" + gone).status()).isEqualTo(404);
        assertThat(client.delete("/leads/" + gone).status()).isEqualTo(404);
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT outcome FROM leads WHERE id = :id",
                                gone.value()))
                .isEqualTo("canceled");
        assertThat(
                        rows.value(
                                Long.class,
                                "SELECT count(*) FROM events WHERE type = 'lead.finished' AND subject_id = :id",
                                gone.toString()))
                .isEqualTo(1);
    }

    @Test
    void countsALeadThatWasTakenOutNowhere() {
        client.post(leads, "{\"leads\":[{\"phone\":\"2025550151\"},{\"phone\":\"2025550152\"}]}");
        String path = "/campaigns/" + campaign.campaign();

        client.delete("/leads/" + client.get(leads).at("/data/0/id"));

        assertThat(client.get(leads).json().at("/data").size()).isEqualTo(1);
        assertThat(client.get(path).at("/leads_total")).isEqualTo("1");
        Answer progress = client.get(path + "/progress");
        assertThat(progress.at("/leads_total")).isEqualTo("1");
        assertThat(progress.at("/leads_done")).isEqualTo("0");
        assertThat(progress.json().at("/by_outcome").size()).isZero();
        assertThat(client.get(path + "/results.csv").text().lines()).hasSize(2);
    }

    @Test
    void erasesAPersonAndNeverCallsThemAgain() {
        client.post(
                leads,
                "{\"leads\":[{\"phone\":\"2025550141\",\"name\":\"Ada\",\"external_id\":\"A\"}]}");
        String id = client.get(leads).at("/data/0/id");

        assertThat(client.delete("/leads/" + id + "?erase=true").status()).isEqualTo(204);

        Answer again = client.post(leads, "{\"leads\":[{\"phone\":\"2025550141\"}]}");
        assertThat(again.at("/results/0/status")).isEqualTo("suppressed");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT (l.*)::text || coalesce((SELECT string_agg(data::text, '') FROM events WHERE subject_id = 'lead'), '')"
                                        + " FROM leads l WHERE id = :id",
                                LeadId.parse(id).value()))
                .doesNotContain("2025550141")
                .doesNotContain("Ada");
        assertThat(
                        rows.value(
                                String.class,
                                "SELECT data::text FROM events WHERE type = 'lead.finished' AND subject_id = :id",
                                id))
                .doesNotContain("2025550141");
    }

    @Test
    void erasesAPersonFromTheirCallsButNotThatTheyWereCalled() {
        LeadId ada = rows.lead(campaign, "+12025550141");
        LeadId bob = rows.lead(campaign, "+12025550142");
        CallId hers = called(ada, "+12025550141");
        CallId his = called(bob, "+12025550142");

        assertThat(client.delete("/leads/" + ada + "?erase=true").status()).isEqualTo(204);

        assertThat(row(hers))
                .contains("human")
                .doesNotContain("+12025550141", "pin", "Ada", "asked for");
        assertThat(row(his)).contains("+12025550142", "pin", "Ada", "asked for");
        String key = Secrets.newKey();
        add(rows, key, "calls:read");
        Answer shown = SERVER.as(key).get("/calls/" + hers);
        assertThat(shown.at("/to")).isEqualTo("+9990000000");
        assertThat(shown.at("/result")).isEqualTo("human");
        assertThat(shown.at("/talk_seconds")).isEqualTo("42");
        assertThat(shown.json().at("/answers").size()).isZero();
    }

    /** A call that is over and has said everything about the person that a row can hold. */
    private CallId called(LeadId lead, String number) {
        var id = new CallId(UuidV7.next());
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, attempt, state, result, to_number, from_number,
                    callback_token, answers, variables, dialed_with, notes, talk_seconds, dialed_at, ended_at)
                VALUES (:id, :organization, :campaign, :lead, 1, 'completed', 'human', :number, '+12025550100',
                    :id::text, '{"pin":"4711"}', '{"name":"Ada"}', '{"first":{"set":{"greeting":"Hello Ada"}}}', 'asked for a letter',
                    42, carillon_now(), carillon_now())
                """,
                Map.of(
                        "id",
                        id.value(),
                        "campaign",
                        campaign.campaign().value(),
                        "lead",
                        lead.value(),
                        "number",
                        number));
        return id;
    }

    private String row(CallId call) {
        return rows.value(
                String.class, "SELECT (k.*)::text FROM calls k WHERE id = :id", call.value());
    }

    @Test
    void erasesAPersonFromRefusedRowsAndFilesToo() {
        client.post(leads, "{\"leads\":[{\"phone\":\"2025550141\",\"email\":\"ada@b.example\"}]}");
        String id = client.get(leads).at("/data/0/id");
        String file = upload(leads, "phone\n2025550141\n", null).at("/id");
        client.post("/imports/" + file + "/cancel");
        refused(file, 1, "(202) 555-0141", "Ada");
        refused(file, 2, "12", "Ada@B.example");
        refused(file, 3, "12", "Bob");

        assertThat(client.delete("/leads/" + id + "?erase=true").status()).isEqualTo(204);

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT string_agg(cells::text, ' ' ORDER BY record) FROM import_errors WHERE organization_id = :id",
                                rows.organizationId().value()))
                .isEqualTo("{} {} {12,Bob}");
        assertThat(client.get("/imports/" + file + "/errors.csv").text().lines()).hasSize(2);
        assertThat(
                        rows.value(
                                Long.class,
                                "SELECT count(*) FROM blobs WHERE organization_id = :id",
                                rows.organizationId().value()))
                .isZero();
    }

    private void refused(String file, int record, String phone, String name) {
        rows.update(
                """
                INSERT INTO import_errors (organization_id, import_id, record, line, column_name, code, reason, cells)
                VALUES (:organization, :import, :record, :record, 'phone', 'PHONE_INVALID', 'no number', ARRAY[:phone, :name])
                """,
                Map.of(
                        "import",
                        io.carillon.workflows.ids.ImportId.parse(file).value(),
                        "record",
                        record,
                        "phone",
                        phone,
                        "name",
                        name));
    }

    @Test
    void writesResultsSafeToOpenInASpreadsheet() {
        client.post(
                leads,
                """
                {"leads":[{"phone":"2025550101","first_name":"=1+1","external_id":"-A","city":"a,b"}]}
                """);
        rows.update(
                "UPDATE leads SET answers = '{\"choice\":\"1\"}' WHERE campaign_id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));
        rows.update(
                "INSERT INTO campaign_columns (organization_id, campaign_id, kind, name) VALUES (:organization, :id, 'answer', 'choice')",
                Map.of("id", campaign.campaign().value()));

        List<String> lines =
                client.get("/campaigns/" + campaign.campaign() + "/results.csv")
                        .text()
                        .lines()
                        .toList();

        assertThat(lines.get(0))
                .isEqualTo(
                        "lead_id,external_id,phone,outcome,attempts,last_result,answered_by,goal,"
                                + "first_attempt_at,last_attempt_at,talk_seconds,cost,answer.choice,first_name,city");
        assertThat(lines.get(1))
                .startsWith("lead_")
                .endsWith(",'-A,+12025550101,,0,,,,,,0,0,1,'=1+1,\"a,b\"");
    }

    @Test
    void keepsLeadsFromKeysWithoutTheScope() {
        String key = Secrets.newKey();
        add(rows, key, "campaigns:write");

        assertThat(SERVER.as(key).get(leads).status()).isEqualTo(403);
        assertThat(SERVER.as(key).post(leads, "{}").status()).isEqualTo(403);
    }

    private Answer upload(String path, String text, @Nullable String mapping) {
        String boundary = "----carillon";
        String body =
                part(boundary, "file\"; filename=\"leads.csv", text)
                        + (mapping == null ? "" : part(boundary, "mapping", mapping))
                        + "--"
                        + boundary
                        + "--\r\n";
        return client.send(
                "POST",
                path,
                BodyPublishers.ofString(body),
                "multipart/form-data; boundary=" + boundary);
    }

    private static String part(String boundary, String name, String text) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, name, text);
    }

    private static ApiClient client(Rows rows) {
        String key = Secrets.newKey();
        add(rows, key, "leads:write", "leads:read", "campaigns:read");
        return SERVER.as(key);
    }

    private static void add(Rows rows, String key, String... scopes) {
        var transactions = SERVER.bean(io.carillon.activities.database.Transactions.class);
        transactions.system(
                () ->
                        SERVER.bean(ApiKeyStore.class)
                                .insert(rows.organizationId(), "test", key, List.of(scopes), null));
    }
}
