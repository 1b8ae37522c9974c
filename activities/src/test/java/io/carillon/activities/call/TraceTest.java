package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.lead.LeadChange;
import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One lead from its import to its end, as its trace tells it. */
class TraceTest {
    private static final String NUMBER = "+12125550123";

    private static final CallBed BED = new CallBed();
    private static final Gate GATE = BED.bean(Gate.class);
    private static final LeadStore LEADS = BED.bean(LeadStore.class);

    private final LeadId lead = BED.rows.lead(BED.campaign, NUMBER, "America/New_York");

    @AfterAll
    static void close() {
        BED.close();
    }

    @Test
    void tellsEveryDecisionWithItsTimeItsRuleAndTheNextLegalInstant() {
        settings("{\"hours\":{\"windows\":{},\"closedDates\":[]}}");
        GATE.pass(claim());
        settings("{\"hours\":" + ALL_DAY + ",\"maxCallsPerDay\":0}");
        GATE.pass(claim());
        settings("{\"maxCallsPerDay\":null}");
        lastSend("carillon_now() + interval '1 minute'");
        GATE.pass(claim());
        GATE.pass(claim());
        lastSend("'-infinity'");
        CallId dialed = claim();
        GATE.pass(dialed);
        BED.bean(Outcomes.class).conclude(dialed, Gates.ending(CallResult.BUSY));
        LEADS.change(
                BED.rows.organizationId(), lead, new LeadChange(null, null, null, 5, null, null));
        LEADS.callBack(BED.rows.organizationId(), lead, Instant.parse("2040-01-02T15:00:00Z"));
        optOutElsewhere();

        List<LeadStore.TraceEntry> trace = LEADS.trace(BED.rows.organizationId(), lead);

        assertThat(trace)
                .extracting(
                        entry ->
                                entry.decision()
                                        + " "
                                        + entry.rule()
                                        + " x"
                                        + entry.times()
                                        + (entry.nextAt() == null ? "" : " next"))
                .containsExactly(
                        "imported import x1",
                        "held calling_hours x1",
                        "held daily_cap x1 next",
                        "held pacing x2 next",
                        "dialed gate x1",
                        "retried retry_delay x1 next",
                        "corrected request x1",
                        "corrected call_back x1 next",
                        "finished suppression x1");
        assertThat(trace).extracting(LeadStore.TraceEntry::at).isSorted().doesNotContainNull();
        assertThat(trace.get(4).attempt())
                .extracting(LeadStore.Attempt::attempt, LeadStore.Attempt::result)
                .containsExactly(1, "busy");
        assertThat(LEADS.find(BED.rows.organizationId(), lead).orElseThrow().outcome())
                .isEqualTo("suppressed");
    }

    private static final String ALL_DAY =
            """
            {"windows":{"MONDAY":[ALL],"TUESDAY":[ALL],"WEDNESDAY":[ALL],"THURSDAY":[ALL],"FRIDAY":[ALL],
            "SATURDAY":[ALL],"SUNDAY":[ALL]},"closedDates":[]}
            """
                    .replace("ALL", "{\"beginMinute\":0,\"endMinute\":1440}");

    private CallId claim() {
        return Gates.claim(BED.rows, BED.campaign, lead);
    }

    /** Of the same number, on the call of a lead of another campaign. */
    private void optOutElsewhere() {
        LeadId other =
                BED.rows.lead(
                        BED.rows.campaign("active", Rows.settings()), NUMBER, "America/New_York");
        CallId heardOn = Gates.claim(BED.rows, BED.campaign, other);
        BED.database()
                .transactions()
                .system(
                        () ->
                                BED.bean(Suppressions.class)
                                        .optOut(
                                                BED.rows.organizationId(),
                                                new PhoneNumber(NUMBER),
                                                heardOn));
    }

    private static void settings(String changes) {
        BED.rows.update(
                "UPDATE campaigns SET settings = settings || :changes::jsonb WHERE id = :id AND organization_id = :organization",
                Map.of("changes", changes, "id", BED.campaign.campaign().value()));
    }

    private static void lastSend(String at) {
        BED.rows.update(
                "UPDATE pacers SET last_send_at = "
                        + at
                        + " WHERE scope = 'campaign:' || :id AND organization_id = :organization",
                Map.of("id", BED.campaign.campaign().value()));
    }
}
