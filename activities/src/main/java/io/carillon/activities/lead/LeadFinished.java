package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import tools.jackson.databind.json.JsonMapper;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The event {@code lead.finished}, one per lead. Whoever sets a lead to done appends it in the same
 * transaction.
 */
public final class LeadFinished {
    /** What is read of the lead, named {@code l}: by a SELECT, or by the RETURNING of a change. */
    public static final String COLUMNS =
            """
            l.id, l.organization_id, l.campaign_id, l.external_id, l.phones, l.status, l.outcome,
            l.attempts, l.last_result, l.last_answered_by, l.goal, l.first_attempt_at, l.last_attempt_at,
            l.talk_seconds, l.answers, l.done_at, carillon_now() AS now,
            (SELECT c.kind FROM campaigns c WHERE c.id = l.campaign_id) AS kind
            """;

    private static final String LEADS =
            """
            SELECT %s
            FROM leads l
            WHERE l.id = ANY (:leads)
              AND l.status = 'done'
            ORDER BY l.id
            """
                    .formatted(COLUMNS);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The event of a lead that has just become done. */
    public static final RowMapper<Outbox.Event> EVENT =
            (row, n) -> {
                var campaign = new CampaignId(row.getObject("campaign_id", UUID.class));
                String lead = new LeadId(row.getObject("id", UUID.class)).toString();
                boolean direct = row.getString("kind").equals("direct");
                String[] phones = (String[]) row.getArray("phones").getArray();
                Map<String, @Nullable Object> data = new LinkedHashMap<>();
                data.put("id", lead);
                data.put("lead_id", lead);
                data.put("campaign_id", direct ? null : campaign.toString());
                data.put("external_id", row.getString("external_id"));
                data.put("phone", phones[0]);
                data.put("status", row.getString("status"));
                data.put("outcome", row.getString("outcome"));
                data.put("attempts", row.getInt("attempts"));
                data.put("last_result", row.getString("last_result"));
                data.put("answered_by", row.getString("last_answered_by"));
                data.put("goal", row.getString("goal"));
                data.put(
                        "first_attempt_at",
                        time(row.getObject("first_attempt_at", OffsetDateTime.class)));
                data.put(
                        "last_attempt_at",
                        time(row.getObject("last_attempt_at", OffsetDateTime.class)));
                data.put("talk_seconds", row.getInt("talk_seconds"));
                data.put("answers", JSON.readTree(row.getString("answers")));
                return new Outbox.Event(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        "lead.finished",
                        lead,
                        row.getObject("now", OffsetDateTime.class).toInstant(),
                        direct ? null : campaign,
                        null,
                        data);
            };

    private final Transactions transactions;
    private final Outbox outbox;

    public LeadFinished(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /** Within the current transaction, which has just set these leads to done. */
    public void append(List<LeadId> leads) {
        outbox.appendAll(of(leads));
    }

    /** To be appended in the current transaction, which has just set these leads to done. */
    public List<Outbox.Event> of(List<LeadId> leads) {
        UUID[] ids = leads.stream().map(LeadId::value).toArray(UUID[]::new);
        return transactions.jdbc().sql(LEADS).param("leads", ids).query(EVENT).list();
    }

    private static @Nullable String time(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant().toString();
    }
}
