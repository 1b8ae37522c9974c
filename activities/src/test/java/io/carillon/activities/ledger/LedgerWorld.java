package io.carillon.activities.ledger;

import io.carillon.activities.call.CallBed;
import io.carillon.activities.call.Outcomes;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.suppression.Suppression;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A world with something for every invariant, made by production code and moved into the past call
 * by call: a person reached, a line that was busy and then answered, an ambiguous dial, a campaign
 * that was paused, an import, a suppression, an endpoint, and work under way.
 */
final class LedgerWorld {
    private static final String CLAIM =
            """
            INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, claimed_at)
            SELECT :id, organization_id, campaign_id, id, 'claimed', phones[1], :token, carillon_now()
            FROM leads WHERE id = :lead AND organization_id = :organization
            """;

    private static final String IN_CALL =
            "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :lead AND organization_id = :organization";

    private static final String AGE =
            """
            UPDATE calls
            SET claimed_at = claimed_at - :by::interval, queued_at = queued_at - :by::interval,
                send_at = send_at - :by::interval, send_deadline = send_deadline - :by::interval,
                dialed_at = dialed_at - :by::interval, evidence_at = evidence_at - :by::interval,
                ended_at = ended_at - :by::interval
            WHERE id = :call AND organization_id = :organization
            """;

    private final CallBed bed = new CallBed();
    private int minutes = 60;

    private LedgerWorld() {}

    /** Closed, to be copied. */
    static TestDatabase build() {
        var world = new LedgerWorld();
        world.people();
        world.pausedCampaign();
        world.imported();
        world.told();
        world.underWay();
        world.capped();
        world.bed.close();
        return world.bed.database();
    }

    private void people() {
        endpoint();
        bed.rows.update(
                """
                UPDATE organizations
                SET limits = '{"max_calls_per_day":1000,"max_spend_per_day":"1000","calls_per_number":{"PT24H":3,"P30D":9}}'
                WHERE id = :organization
                """,
                Map.of());
        bed.rows.update(
                "UPDATE caller_ids SET created_at = created_at - interval '2 hours' WHERE organization_id = :organization",
                Map.of());
        aged(ended(bed.claimed(), CallResult.HUMAN));
        CallId busy = bed.claimed();
        LeadId lead = lead(busy);
        aged(ended(busy, CallResult.BUSY));
        aged(ended(claimed(lead), CallResult.HUMAN));
        CallId lost = bed.claimed();
        bed.driver.answer = request -> new DialAnswer.Ambiguous("timeout");
        dial(lost);
        bed.driver.reset();
        bed.bean(Outcomes.class)
                .conclude(lost, new CallEnding(CallResult.UNKNOWN, "given_up", false, false));
        aged(lost);
        bed.rows.lead(bed.campaign, "+12025550777", "America/New_York");
        bed.bean(SuppressionStore.class)
                .add(
                        bed.rows.organizationId(),
                        List.of(
                                new Suppression.Wanted(
                                        Suppression.What.number(new PhoneNumber("+12025550777")),
                                        null,
                                        "asked",
                                        null)));
    }

    private void endpoint() {
        bed.rows.update(
                """
                INSERT INTO webhook_endpoints (id, organization_id, url, events, secret_sealed, created_at)
                VALUES (:id, :organization, 'https://example.com', '{*}', '\\x00', carillon_now() - interval '1 minute')
                """,
                Map.of("id", UuidV7.next()));
    }

    /** One call before the pause, one behind it. */
    private void pausedCampaign() {
        CampaignStart campaign = bed.rows.campaign("active", Rows.settings());
        var control = bed.bean(CampaignControl.class);
        aged(ended(bed.claimed(campaign), CallResult.HUMAN));
        control.pause(campaign.organization(), campaign.campaign(), "test");
        control.resume(campaign.organization(), campaign.campaign());
        CallId behind = ended(bed.claimed(campaign), CallResult.HUMAN);
        minutes = 20;
        aged(behind);
        bed.rows.update(
                """
                UPDATE events SET at = at - CASE type WHEN 'campaign.paused' THEN interval '30 minutes' ELSE interval '25 minutes' END
                WHERE type IN ('campaign.paused', 'campaign.resumed') AND organization_id = :organization
                """,
                Map.of());
    }

    private void imported() {
        var id = new ImportId(UuidV7.next());
        CampaignStart campaign = bed.rows.campaign("draft", Rows.settings());
        bed.rows.update(
                """
                INSERT INTO imports (id, organization_id, campaign_id, status, total_rows, imported, rejected,
                    rejected_by_code, ended_at)
                VALUES (:id, :organization, :campaign, 'completed', 2, 1, 1, '{"PHONE_MISSING":1}', carillon_now())
                """,
                Map.of("id", id.value(), "campaign", campaign.campaign().value()));
        bed.rows.update(
                """
                INSERT INTO import_errors (organization_id, import_id, record, line, code, reason, cells)
                VALUES (:organization, :id, 2, 3, 'PHONE_MISSING', 'no number', '{}')
                """,
                Map.of("id", id.value()));
        LeadId lead = bed.rows.lead(campaign, "+12025550888", "America/New_York");
        bed.rows.update(
                "UPDATE leads SET import_id = :import WHERE id = :lead AND organization_id = :organization",
                Map.of("import", id.value(), "lead", lead.value()));
        append("lead.imported", id.toString(), campaign);
    }

    private void append(String type, String subject, CampaignStart campaign) {
        var transactions = bed.database().transactions();
        transactions.system(
                () ->
                        bed.bean(Outbox.class)
                                .append(
                                        new Outbox.Event(
                                                campaign.organization(),
                                                type,
                                                subject,
                                                Instant.now(),
                                                campaign.campaign(),
                                                null,
                                                Map.of())));
    }

    private void told() {
        bed.bean(EventRelay.class).relay();
        minutes = 10;
    }

    /**
     * A claim, a dial nobody has answered yet, a call on the line, and an event without its place.
     */
    private void underWay() {
        bed.claimed();
        CallId ringing = bed.claimed();
        dial(ringing);
        receive(ringing, new CarrierEvent.Ringing());
        aged(ringing);
    }

    /** What would hold calls back that are made at once; they are five minutes apart by now. */
    private void capped() {
        bed.rows.update(
                "UPDATE caller_ids SET max_calls_per_day = 1000, cool_down_seconds = 5 WHERE organization_id = :organization",
                Map.of());
        bed.rows.update(
                """
                UPDATE campaigns SET settings = settings || '{"maxCallsPerDay":1000}'
                WHERE organization_id = :organization
                """,
                Map.of());
    }

    private CallId claimed(LeadId lead) {
        var call = new CallId(UuidV7.next());
        bed.rows.update(
                CLAIM, Map.of("id", call.value(), "lead", lead.value(), "token", call.toString()));
        bed.rows.update(IN_CALL, Map.of("lead", lead.value(), "call", call.value()));
        return call;
    }

    private CallId ended(CallId call, CallResult result) {
        dial(call);
        boolean answered = result == CallResult.HUMAN;
        if (answered) {
            receive(call, new CarrierEvent.Answered());
        }
        bed.bean(Outcomes.class).conclude(call, new CallEnding(result, "test", answered, false));
        return call;
    }

    private void dial(CallId call) {
        bed.bean(CallActivities.class).dial(call);
    }

    private void receive(CallId call, CarrierEvent.What what) {
        bed.bean(CarrierInbox.class)
                .receive(call, List.of(new CarrierEvent(what.toString(), "CA1", null, what)));
    }

    private LeadId lead(CallId call) {
        return new LeadId(
                bed.rows.value(
                        UUID.class, "SELECT lead_id FROM calls WHERE id = :id", call.value()));
    }

    /** As if it had been so many minutes ago; each call five minutes behind the one before. */
    private void aged(CallId call) {
        bed.rows.update(AGE, Map.of("call", call.value(), "by", minutes + " minutes"));
        bed.rows.update(
                """
                UPDATE lead_decisions SET at = at - :by::interval
                WHERE call_id = :call AND organization_id = :organization
                """,
                Map.of("call", call.value(), "by", minutes + " minutes"));
        minutes -= 5;
    }
}
