package io.carillon.activities.suppression;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadDecisions.Decision;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.ids.SuppressionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import tools.jackson.databind.json.JsonMapper;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@link Suppressions} and {@link SuppressionStore} over the one table. */
final class JdbcSuppressions implements Suppressions, SuppressionStore {
    private static final String COLUMNS =
            "id, number, prefix, campaign_id, reason, expires_at, created_at";

    // An opt-out is a person's word: nothing a user uploads later shortens or renames it. One that
    // has run out begins anew, since calls in between were allowed.
    private static final String ADD =
            """
            INSERT INTO suppressions
                (id, organization_id, number, prefix, campaign_id, reason, source_call_id, expires_at, created_at)
            VALUES (:id, :organization, :number, :prefix, :campaign, :reason, :call, :expires, carillon_now())
            ON CONFLICT (organization_id, coalesce(number, prefix), (number IS NULL),
                coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'))
            DO UPDATE SET
                reason = CASE WHEN suppressions.reason = 'opt_out' THEN 'opt_out' ELSE excluded.reason END,
                expires_at = CASE WHEN suppressions.reason = 'opt_out' THEN NULL ELSE excluded.expires_at END,
                source_call_id = coalesce(excluded.source_call_id, suppressions.source_call_id),
                created_at = CASE WHEN suppressions.expires_at <= excluded.created_at
                    THEN excluded.created_at ELSE suppressions.created_at END
            RETURNING %s
            """
                    .formatted(COLUMNS);

    // As ADD, a thousand at a time; what is there as it is wanted is left alone and not returned. A
    // row that was not there has no deleter yet: its xmax is 0.
    private static final String ADD_ALL =
            """
            INSERT INTO suppressions (id, organization_id, number, prefix, campaign_id, reason, expires_at, created_at)
            SELECT r.id, :organization, r.number, r.prefix, r.campaign, r.reason, r.expires, carillon_now()
            FROM jsonb_to_recordset(:rows::jsonb)
                AS r(id uuid, number text, prefix text, campaign uuid, reason text, expires timestamptz)
            ORDER BY coalesce(r.number, r.prefix)
            ON CONFLICT (organization_id, coalesce(number, prefix), (number IS NULL),
                coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'))
            DO UPDATE SET
                reason = excluded.reason,
                expires_at = excluded.expires_at,
                created_at = CASE WHEN suppressions.expires_at <= excluded.created_at
                    THEN excluded.created_at ELSE suppressions.created_at END
            WHERE suppressions.reason <> 'opt_out'
              AND (suppressions.reason, suppressions.expires_at) IS DISTINCT FROM (excluded.reason, excluded.expires_at)
            RETURNING xmax = 0
            """;

    private static final String CAMPAIGN =
            """
            SELECT EXISTS (
                SELECT
                FROM campaigns
                WHERE id = :campaign
                  AND organization_id = :organization
                  AND kind = 'campaign'
                  AND archived_at IS NULL)
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LIST =
            """
            SELECT %s
            FROM suppressions
            WHERE organization_id = :organization
              AND (:after::uuid IS NULL OR id > :after)
              AND (:number::text IS NULL OR number = :number)
              AND (:prefix::text IS NULL OR prefix = :prefix)
              AND (:campaign::uuid IS NULL OR campaign_id = :campaign)
              AND (:reason::text IS NULL OR reason = :reason)
            ORDER BY id
            LIMIT :limit
            """
                    .formatted(COLUMNS);

    private static final String FIND =
            "SELECT %s FROM suppressions WHERE organization_id = :organization AND id = :id"
                    .formatted(COLUMNS);

    private static final String DELETE =
            "DELETE FROM suppressions WHERE organization_id = :organization AND id = :id";

    private static final String REASON =
            """
            SELECT reason FROM suppressions
            WHERE organization_id = :organization
              AND (number = :number OR prefix = ANY (:prefixes))
              AND (campaign_id IS NULL OR campaign_id = :campaign)
              AND (expires_at IS NULL OR expires_at > carillon_now())
            UNION ALL
            SELECT 'erased' WHERE is_erased(:organization, :number)
            LIMIT 1
            """;

    private static final String HEARD =
            """
            SELECT EXISTS (SELECT FROM suppressions
            WHERE organization_id = :organization
              AND number = :number
              AND campaign_id IS NULL
              AND reason = 'opt_out'
              AND source_call_id = :call)
            """;

    private static final String LEAD_OF = "SELECT lead_id FROM calls WHERE id = :call";

    private static final RowMapper<Suppression> SUPPRESSION =
            (row, n) -> {
                String number = row.getString("number");
                UUID campaign = row.getObject("campaign_id", UUID.class);
                OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
                return new Suppression(
                        new SuppressionId(row.getObject("id", UUID.class)),
                        new Suppression.What(
                                number == null ? null : new PhoneNumber(number),
                                row.getString("prefix")),
                        campaign == null ? null : new CampaignId(campaign),
                        row.getString("reason"),
                        expires == null ? null : expires.toInstant(),
                        row.getObject("created_at", OffsetDateTime.class).toInstant());
            };

    private final Transactions transactions;
    private final SuppressedLeads leads;
    private final LeadDecisions decisions;

    JdbcSuppressions(Transactions transactions, SuppressedLeads leads, LeadDecisions decisions) {
        this.transactions = transactions;
        this.leads = leads;
        this.decisions = decisions;
    }

    @Override
    public void optOut(OrganizationId organization, PhoneNumber number, CallId heardOn) {
        if (heard(organization, number, heardOn)) {
            return;
        }
        long begun = System.nanoTime();
        insert(
                organization,
                new Suppression.Wanted(Suppression.What.number(number), null, "opt_out", null),
                heardOn);
        int ended = leads.end(organization, List.of(number.e164()), false, null, "opt_out");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        transactions
                .jdbc()
                .sql(LEAD_OF)
                .param("call", heardOn.value())
                .query(UUID.class)
                .optional()
                .ifPresent(
                        lead ->
                                decisions.append(
                                        new Decision(
                                                organization,
                                                new LeadId(lead),
                                                heardOn,
                                                "opted_out",
                                                "opt_out",
                                                "in force after %d ms; other leads ended: %d"
                                                        .formatted(took.toMillis(), ended),
                                                null)));
    }

    @Override
    public void applyTo(OrganizationId organization, PhoneNumber number) {
        if (why(organization, number, null).isPresent()) {
            leads.end(organization, List.of(number.e164()), false, null, "applied again");
        }
    }

    @Override
    public List<Suppression> add(OrganizationId organization, List<Suppression.Wanted> wanted) {
        return transactions.within(
                organization,
                () -> {
                    var added = new ArrayList<Suppression>();
                    for (Suppression.Wanted each : wanted) {
                        added.add(insert(organization, each, null));
                    }
                    apply(organization, wanted);
                    return List.copyOf(added);
                });
    }

    /** What was not there, and what was there otherwise. */
    record Stored(long added, long updated) {}

    /** Each different; joins the current transaction. Ends the pending leads they mean. */
    Stored addAll(OrganizationId organization, List<Suppression.Wanted> wanted) {
        List<Map<String, @Nullable Object>> rows =
                wanted.stream().map(JdbcSuppressions::row).toList();
        List<Boolean> fresh =
                transactions
                        .jdbc()
                        .sql(ADD_ALL)
                        .param("organization", organization.value())
                        .param("rows", JSON.writeValueAsString(rows))
                        .query(Boolean.class)
                        .list();
        apply(organization, wanted);
        long added = fresh.stream().filter(Boolean::booleanValue).count();
        return new Stored(added, fresh.size() - added);
    }

    private static Map<String, @Nullable Object> row(Suppression.Wanted wanted) {
        PhoneNumber number = wanted.what().number();
        CampaignId campaign = wanted.campaign();
        Instant expires = wanted.expiresAt();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", UuidV7.next());
        row.put("number", number == null ? null : number.e164());
        row.put("prefix", wanted.what().prefix());
        row.put("campaign", campaign == null ? null : campaign.value());
        row.put("reason", wanted.reason());
        row.put("expires", expires == null ? null : expires.toString());
        return row;
    }

    boolean campaignExists(OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(CAMPAIGN)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Suppression> list(
            OrganizationId organization,
            SuppressionStore.Filter filter,
            @Nullable SuppressionId after,
            int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param("after", after == null ? null : after.value(), Types.OTHER)
                                .param(
                                        "number",
                                        filter.number() == null ? null : filter.number().e164(),
                                        Types.VARCHAR)
                                .param("prefix", filter.prefix(), Types.VARCHAR)
                                .param(
                                        "campaign",
                                        filter.campaign() == null
                                                ? null
                                                : filter.campaign().value(),
                                        Types.OTHER)
                                .param("reason", filter.reason(), Types.VARCHAR)
                                .param("limit", limit)
                                .query(SUPPRESSION)
                                .list());
    }

    @Override
    public Optional<Suppression> find(OrganizationId organization, SuppressionId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(FIND)
                                .param("organization", organization.value())
                                .param("id", id.value())
                                .query(SUPPRESSION)
                                .optional());
    }

    @Override
    public boolean delete(OrganizationId organization, SuppressionId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                        .jdbc()
                                        .sql(DELETE)
                                        .param("organization", organization.value())
                                        .param("id", id.value())
                                        .update()
                                > 0);
    }

    @Override
    public Optional<String> reason(
            OrganizationId organization, PhoneNumber number, @Nullable CampaignId campaign) {
        return transactions.within(organization, () -> why(organization, number, campaign));
    }

    private boolean heard(OrganizationId organization, PhoneNumber number, CallId call) {
        return transactions
                .jdbc()
                .sql(HEARD)
                .param("organization", organization.value())
                .param("number", number.e164())
                .param("call", call.value())
                .query(Boolean.class)
                .single();
    }

    private Suppression insert(
            OrganizationId organization, Suppression.Wanted wanted, @Nullable CallId heardOn) {
        PhoneNumber number = wanted.what().number();
        return transactions
                .jdbc()
                .sql(ADD)
                .param("id", UuidV7.next())
                .param("organization", organization.value())
                .param("number", number == null ? null : number.e164(), Types.VARCHAR)
                .param("prefix", wanted.what().prefix(), Types.VARCHAR)
                .param(
                        "campaign",
                        wanted.campaign() == null ? null : wanted.campaign().value(),
                        Types.OTHER)
                .param("reason", wanted.reason())
                .param("call", heardOn == null ? null : heardOn.value(), Types.OTHER)
                .param(
                        "expires",
                        wanted.expiresAt() == null
                                ? null
                                : wanted.expiresAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .query(SUPPRESSION)
                .single();
    }

    private void apply(OrganizationId organization, List<Suppression.Wanted> added) {
        record Group(boolean prefix, @Nullable CampaignId campaign) {}
        Instant now = transactions.now();
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        for (Suppression.Wanted each : added) {
            if (each.expiresAt() == null || each.expiresAt().isAfter(now)) {
                PhoneNumber number = each.what().number();
                String value = number == null ? each.what().prefix() : number.e164();
                groups.computeIfAbsent(
                                new Group(number == null, each.campaign()), g -> new ArrayList<>())
                        .add(java.util.Objects.requireNonNull(value));
            }
        }
        groups.forEach(
                (group, values) ->
                        leads.end(
                                organization,
                                values,
                                group.prefix(),
                                group.campaign(),
                                "added to the list"));
    }

    private Optional<String> why(
            OrganizationId organization, PhoneNumber number, @Nullable CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(REASON)
                .param("organization", organization.value())
                .param("number", number.e164())
                .param("prefixes", prefixes(number))
                .param("campaign", campaign == null ? null : campaign.value(), Types.OTHER)
                .query(String.class)
                .optional();
    }

    private static String[] prefixes(PhoneNumber number) {
        var prefixes = new ArrayList<String>();
        for (int length = 2; length <= number.e164().length(); length++) {
            prefixes.add(number.e164().substring(0, length));
        }
        return prefixes.toArray(String[]::new);
    }
}
