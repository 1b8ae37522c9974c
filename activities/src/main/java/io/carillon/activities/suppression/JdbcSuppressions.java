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

    // An opt-out is a person's word: nothing a user uploads later shortens or renames it.
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
                source_call_id = coalesce(excluded.source_call_id, suppressions.source_call_id)
            RETURNING %s
            """
                    .formatted(COLUMNS);

    private static final String LIST =
            """
            SELECT %s
            FROM suppressions
            WHERE organization_id = :organization
              AND (:after::uuid IS NULL OR id > :after)
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
                    apply(organization, added);
                    return List.copyOf(added);
                });
    }

    @Override
    public List<Suppression> list(
            OrganizationId organization, @Nullable SuppressionId after, int limit) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param("after", after == null ? null : after.value(), Types.OTHER)
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

    private void apply(OrganizationId organization, List<Suppression> added) {
        record Group(boolean prefix, @Nullable CampaignId campaign) {}
        Instant now = now();
        Map<Group, List<String>> groups = new LinkedHashMap<>();
        for (Suppression each : added) {
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

    private Instant now() {
        return transactions
                .jdbc()
                .sql("SELECT carillon_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static String[] prefixes(PhoneNumber number) {
        var prefixes = new ArrayList<String>();
        for (int length = 2; length <= number.e164().length(); length++) {
            prefixes.add(number.e164().substring(0, length));
        }
        return prefixes.toArray(String[]::new);
    }
}
