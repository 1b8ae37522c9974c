package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The gate and the outcomes as production wires them, over a test's database. */
final class Gates {
    final Transactions transactions;
    final Woken woken = new Woken();
    final Gate gate;
    final Outcomes outcomes;

    Gates(Transactions transactions) {
        this(transactions, 10_000);
    }

    Gates(Transactions transactions, double installationCallsPerSecond) {
        this(transactions, installationCallsPerSecond, new GateTurns());
    }

    Gates(Transactions transactions, double installationCallsPerSecond, GateTurns turns) {
        this.transactions = transactions;
        var outbox = Outbox.over(transactions);
        var events = new CallEvents(transactions, outbox);
        var finished = new LeadFinished(transactions, outbox);
        LeadDecisions decisions = LeadDecisions.over(transactions);
        var calls = new CallRows(transactions);
        var claims = new Claims(transactions, decisions, finished, events);
        var zones = new DialZones(number -> LeadHours.zones(ZoneResolver.ofNumber(number).zones()));
        var waker = new CampaignWaker(transactions, woken.starter());
        this.gate =
                new JdbcGate(
                        turns,
                        transactions,
                        calls,
                        claims,
                        zones,
                        Flows.over(transactions),
                        waker,
                        new Headroom(),
                        installationCallsPerSecond);
        this.outcomes =
                new JdbcOutcomes(
                        transactions,
                        calls,
                        new OutcomeStore(transactions),
                        claims,
                        events,
                        zones,
                        waker,
                        Reconciliations.over(transactions, decisions, new SimpleMeterRegistry()));
    }

    /** A claim on the lead's number of the moment, as the dispatcher makes it. */
    static CallId claim(Rows rows, CampaignStart campaign, LeadId lead) {
        var call = new CallId(UuidV7.next());
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, claimed_at)
                SELECT :call, :organization, :campaign, id, 'claimed', phones[phone_index + 1], :token, carillon_now()
                FROM leads WHERE id = :lead
                """,
                Map.of(
                        "call", call.value(),
                        "campaign", campaign.campaign().value(),
                        "lead", lead.value(),
                        "token", call.toString()));
        rows.update(
                "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :lead AND organization_id = :organization",
                Map.of("call", call.value(), "lead", lead.value()));
        return call;
    }

    /** A single call, claimed. */
    static CallId claimSingle(Rows rows, CampaignStart campaign, LeadId lead) {
        CallId call = claim(rows, campaign, lead);
        rows.update(
                "UPDATE calls SET single = true WHERE id = :call AND organization_id = :organization",
                Map.of("call", call.value()));
        rows.update(
                "UPDATE leads SET single = true WHERE id = :lead AND organization_id = :organization",
                Map.of("lead", lead.value()));
        return call;
    }

    static CallEnding ending(CallResult result) {
        boolean answered =
                result == CallResult.HUMAN
                        || result == CallResult.MACHINE
                        || result == CallResult.FAX;
        return new CallEnding(result, null, answered, false);
    }

    /** Keeps which campaigns were woken; gate and outcomes ask nothing else of Temporal. */
    static final class Woken {
        final List<CampaignStart> campaigns = new CopyOnWriteArrayList<>();

        WorkflowStarter starter() {
            return (WorkflowStarter)
                    Proxy.newProxyInstance(
                            WorkflowStarter.class.getClassLoader(),
                            new Class<?>[] {WorkflowStarter.class},
                            (proxy, method, arguments) -> {
                                if (!method.getName().equals("wakeCampaign")) {
                                    throw new AssertionError(method.getName());
                                }
                                campaigns.add((CampaignStart) arguments[0]);
                                return null;
                            });
        }
    }
}
