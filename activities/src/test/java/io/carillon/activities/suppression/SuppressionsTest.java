package io.carillon.activities.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.suppression.Suppression.Wanted;
import io.carillon.activities.suppression.Suppression.What;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class SuppressionsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final PhoneNumber NUMBER = new PhoneNumber("+12125550123");

    private final List<Object> woken = new CopyOnWriteArrayList<>();
    private final JdbcSuppressions suppressions = suppressions(DATABASE.transactions());
    private Rows rows;
    private CampaignStart campaign;
    private CampaignStart other;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void organization() {
        rows = Rows.in(DATABASE);
        campaign = rows.campaign("active", Rows.settings());
        other = rows.campaign("active", Rows.settings());
    }

    @Test
    void anOptOutEndsEveryOtherPendingLeadWithTheNumber() {
        LeadId heard = rows.lead(campaign, NUMBER.e164(), "America/New_York");
        LeadId same = rows.lead(other, NUMBER.e164(), "America/New_York");
        LeadId alternate = rows.lead(other, "+12125550188", "America/New_York");
        LeadId stranger = rows.lead(other, "+12125550199", "America/New_York");
        update(
                "UPDATE leads SET phones = phones || '{+12125550123}' WHERE id = :lead AND"
                        + " organization_id = :organization",
                Map.of("lead", alternate.value()));
        CallId call = call(heard);

        DATABASE.transactions()
                .system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));
        DATABASE.transactions()
                .system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));

        assertThat(state(same)).isEqualTo("done suppressed");
        assertThat(state(alternate)).isEqualTo("done suppressed");
        assertThat(state(stranger)).isEqualTo("pending ");
        assertThat(state(heard)).isEqualTo("in_call ");
        assertThat(events()).containsExactly("lead.finished", "lead.finished");
        assertThat(suppressions.reason(rows.organizationId(), NUMBER, null)).contains("opt_out");
        assertThat(woken).hasSize(1);
    }

    @Test
    void whatAUserAddsLaterDoesNotShortenAnOptOut() {
        LeadId heard = rows.lead(campaign, NUMBER.e164(), "America/New_York");
        CallId call = call(heard);
        DATABASE.transactions()
                .system(() -> suppressions.optOut(rows.organizationId(), NUMBER, call));

        Suppression again =
                suppressions
                        .add(
                                rows.organizationId(),
                                List.of(
                                        new Wanted(
                                                What.number(NUMBER),
                                                null,
                                                "holiday",
                                                Instant.now().plusSeconds(60))))
                        .getFirst();

        assertThat(again.reason()).isEqualTo("opt_out");
        assertThat(again.expiresAt()).isNull();
    }

    /** Whoever reads the rows later must not take the calls in between for broken promises. */
    @Test
    void oneThatRanOutBeginsAnewWhenItIsPutAgain() {
        var wanted = List.of(new Wanted(What.number(NUMBER), null, "asked", null));
        Suppression first = suppressions.add(rows.organizationId(), wanted).getFirst();
        update(
                "UPDATE suppressions SET created_at = created_at - interval '2 days',"
                        + " expires_at = created_at - interval '1 day' WHERE organization_id = :organization",
                Map.of());

        Suppression again = suppressions.add(rows.organizationId(), wanted).getFirst();
        Suppression still = suppressions.add(rows.organizationId(), wanted).getFirst();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.createdAt()).isAfterOrEqualTo(first.createdAt());
        assertThat(still.createdAt()).isEqualTo(again.createdAt());
    }

    @Test
    void anEntryOfOneCampaignLeavesTheOthersAlone() {
        LeadId mine = rows.lead(campaign, NUMBER.e164(), "America/New_York");
        LeadId theirs = rows.lead(other, NUMBER.e164(), "America/New_York");

        suppressions.add(
                rows.organizationId(),
                List.of(new Wanted(What.number(NUMBER), campaign.campaign(), "asked", null)));

        assertThat(state(mine)).isEqualTo("done suppressed");
        assertThat(state(theirs)).isEqualTo("pending ");
        assertThat(suppressions.reason(rows.organizationId(), NUMBER, null)).isEmpty();
        assertThat(suppressions.reason(rows.organizationId(), NUMBER, campaign.campaign()))
                .contains("asked");
    }

    @Test
    void aPrefixEndsAllThatBeginWithIt() {
        LeadId inside = rows.lead(campaign, "+12125550123", "America/New_York");
        LeadId outside = rows.lead(campaign, "+12135550123", "America/New_York");

        suppressions.add(
                rows.organizationId(),
                List.of(new Wanted(What.prefix("+1212"), null, "asked", null)));

        assertThat(state(inside)).isEqualTo("done suppressed");
        assertThat(state(outside)).isEqualTo("pending ");
    }

    @Test
    void anEntryThatHasExpiredEndsNobody() {
        LeadId lead = rows.lead(campaign, NUMBER.e164(), "America/New_York");

        suppressions.add(
                rows.organizationId(),
                List.of(
                        new Wanted(
                                What.number(NUMBER),
                                null,
                                "asked",
                                Instant.now().minusSeconds(1))));

        assertThat(state(lead)).isEqualTo("pending ");
    }

    @Test
    void cancelsAWaitingSingleCall() {
        LeadId lead = rows.lead(campaign, NUMBER.e164(), "America/New_York");
        CallId call = call(lead);
        update(
                "UPDATE calls SET single = true, state = 'waiting' WHERE organization_id = :organization",
                Map.of());
        update(
                "UPDATE leads SET single = true, status = 'pending' WHERE organization_id = :organization",
                Map.of());

        suppressions.add(
                rows.organizationId(),
                List.of(new Wanted(What.number(NUMBER), null, "asked", null)));

        assertThat(
                        rows.value(
                                String.class,
                                "SELECT state || ' ' || reason FROM calls WHERE id = :id",
                                call.value()))
                .isEqualTo("canceled NUMBER_SUPPRESSED");
        assertThat(events()).containsExactly("call.canceled", "lead.finished");
    }

    @Test
    void listsFindsAndDeletes() {
        List<Suppression> added =
                suppressions.add(
                        rows.organizationId(),
                        List.of(
                                new Wanted(What.number(NUMBER), null, "asked", null),
                                new Wanted(What.prefix("+4490"), null, "costly", null)));

        assertThat(suppressions.list(rows.organizationId(), null, 10))
                .containsExactlyInAnyOrderElementsOf(added);
        List<Suppression> first = suppressions.list(rows.organizationId(), null, 1);
        assertThat(suppressions.list(rows.organizationId(), first.getFirst().id(), 10))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first);
        assertThat(suppressions.delete(rows.organizationId(), added.getFirst().id())).isTrue();
        assertThat(suppressions.delete(rows.organizationId(), added.getFirst().id())).isFalse();
        assertThat(suppressions.find(rows.organizationId(), added.getFirst().id())).isEmpty();
        assertThat(suppressions.find(rows.organizationId(), added.getLast().id()))
                .contains(added.getLast());
    }

    private CallId call(LeadId lead) {
        var call = new CallId(UuidV7.next());
        update(
                "INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number,"
                        + " callback_token) SELECT :call, organization_id, campaign_id, id, 'in_progress',"
                        + " phones[1], :call::text FROM leads WHERE id = :lead AND organization_id ="
                        + " :organization",
                Map.of("call", call.value(), "lead", lead.value()));
        update(
                "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :lead AND"
                        + " organization_id = :organization",
                Map.of("call", call.value(), "lead", lead.value()));
        return call;
    }

    private String state(LeadId lead) {
        return rows.value(
                String.class,
                "SELECT status || ' ' || coalesce(outcome, '') FROM leads WHERE id = :id",
                lead.value());
    }

    private List<String> events() {
        return DATABASE.transactions()
                .system(
                        () ->
                                DATABASE.transactions()
                                        .jdbc()
                                        .sql(
                                                "SELECT type FROM events WHERE organization_id = :id"
                                                        + " ORDER BY type")
                                        .param("id", rows.organizationId().value())
                                        .query(String.class)
                                        .list());
    }

    private void update(String sql, Map<String, Object> parameters) {
        rows.update(sql, parameters);
    }

    JdbcSuppressions suppressions(Transactions transactions) {
        var outbox = Outbox.over(transactions);
        LeadDecisions decisions = LeadDecisions.over(transactions);
        var starter =
                (WorkflowStarter)
                        Proxy.newProxyInstance(
                                WorkflowStarter.class.getClassLoader(),
                                new Class<?>[] {WorkflowStarter.class},
                                (proxy, method, arguments) -> {
                                    woken.add(arguments[0]);
                                    return null;
                                });
        var leads =
                new SuppressedLeads(
                        transactions,
                        decisions,
                        new LeadFinished(transactions, outbox),
                        new CallEvents(transactions, outbox),
                        starter);
        return new JdbcSuppressions(transactions, leads, decisions);
    }
}
