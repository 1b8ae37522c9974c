package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

final class JdbcCampaignStore implements CampaignStore {
    private static final String INSERT =
            """
            INSERT INTO campaigns (id, organization_id, kind, name, status, flow_version_id, carrier, accounts,
                caller_ids, caller_id_choice, settings, starts_at, ends_at, keep_open, created_at)
            VALUES (:id, :organization, 'campaign', :name, 'draft', :flow, :carrier, :accounts,
                :caller_ids, :choice, :settings::jsonb, :starts_at, :ends_at, :keep_open, carillon_now())
            """;

    private static final String READ =
            """
            SELECT c.id, c.name, c.status, c.status_reason, c.flow_version_id, v.flow_id, v.version, c.carrier,
                   c.accounts, c.caller_ids, c.caller_id_choice, c.settings, c.starts_at, c.ends_at, c.keep_open,
                   c.revision, c.leads_total, c.created_at, c.started_at, c.ended_at
            FROM campaigns c JOIN flow_versions v ON v.id = c.flow_version_id
            WHERE c.organization_id = :organization AND c.kind = 'campaign' AND c.archived_at IS NULL
            """;

    private static final String FIND = READ + "AND c.id = :id";

    private static final String LOCK = FIND + " FOR UPDATE OF c";

    private static final String LIST =
            READ
                    + """
                    AND (:status::text IS NULL OR c.status = :status) AND (:after::uuid IS NULL OR c.id < :after)
                    ORDER BY c.id DESC
                    LIMIT :limit
                    """;

    private static final String UPDATE =
            """
            UPDATE campaigns
            SET name = :name, flow_version_id = :flow, carrier = :carrier, accounts = :accounts,
                caller_ids = :caller_ids, caller_id_choice = :choice, settings = :settings::jsonb,
                starts_at = :starts_at, ends_at = :ends_at, keep_open = :keep_open, revision = revision + 1
            WHERE organization_id = :organization AND id = :id
            """;

    // A lead in somebody's hands is judged by the new hours at the gate anyway.
    private static final String JUDGE_AGAIN =
            """
            UPDATE leads SET next_attempt_at = due_at, held_by = NULL
            WHERE id IN (
                SELECT id FROM leads
                WHERE campaign_id = :id AND status = 'pending' AND next_attempt_at IS DISTINCT FROM due_at
                FOR NO KEY UPDATE SKIP LOCKED)
            """;

    private static final String ARCHIVE =
            "UPDATE campaigns SET archived_at = carillon_now() WHERE organization_id = :organization AND id = :id";

    private static final String ACCOUNTS =
            """
            SELECT id, carrier FROM carrier_accounts
            WHERE organization_id = :organization AND id = ANY (:accounts)
            """;

    private static final String VERIFIED =
            """
            SELECT DISTINCT i.number
            FROM caller_ids i
            JOIN carrier_accounts a ON a.organization_id = i.organization_id AND proved_for(a, i)
            WHERE i.organization_id = :organization AND i.number = ANY (:numbers)
              AND (a.id = ANY (:accounts) OR (cardinality(:accounts::uuid[]) = 0 AND a.carrier = :carrier))
            """;

    private static final String HAS_ACCOUNT =
            """
            SELECT EXISTS (SELECT 1 FROM carrier_accounts
            WHERE organization_id = :organization AND carrier = :carrier)
            """;

    private final Transactions transactions;
    private final DayCount days;

    JdbcCampaignStore(Transactions transactions) {
        this.transactions = transactions;
        this.days = new DayCount(transactions);
    }

    @Override
    public Campaign insert(OrganizationId organization, CampaignDraft told) {
        var id = new CampaignId(UuidV7.next());
        return within(
                organization,
                () -> {
                    told(about(INSERT, organization, id), resolved(told)).update();
                    return find(organization, id).orElseThrow();
                });
    }

    @Override
    public Optional<Campaign> find(OrganizationId organization, CampaignId id) {
        return within(
                organization,
                () -> about(FIND, organization, id).query(CampaignColumns::read).optional());
    }

    @Override
    public Optional<Campaign> lock(OrganizationId organization, CampaignId id) {
        return about(LOCK, organization, id).query(CampaignColumns::read).optional();
    }

    @Override
    public List<Campaign> list(
            OrganizationId organization,
            @Nullable CampaignStatus status,
            @Nullable UUID after,
            int limit) {
        return within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(LIST)
                                .param("organization", organization.value())
                                .param(
                                        "status",
                                        status == null ? null : status.wire(),
                                        Types.VARCHAR)
                                .param("after", after, Types.OTHER)
                                .param("limit", limit)
                                .query(CampaignColumns::read)
                                .list());
    }

    @Override
    public void update(
            OrganizationId organization, CampaignId id, CampaignDraft told, boolean judgeAgain) {
        find(organization, id)
                .map(before -> before.told().settings().zone())
                .ifPresent(zone -> days.move(id, zone, told.settings().zone(), transactions.now()));
        told(about(UPDATE, organization, id), resolved(told)).update();
        if (judgeAgain) {
            transactions.jdbc().sql(JUDGE_AGAIN).param("id", id.value()).update();
        }
    }

    @Override
    public void archive(OrganizationId organization, CampaignId id) {
        about(ARCHIVE, organization, id).update();
    }

    @Override
    public List<NamedAccount> accounts(OrganizationId organization, List<UUID> accounts) {
        return within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(ACCOUNTS)
                                .param("organization", organization.value())
                                .param("accounts", accounts.toArray(UUID[]::new))
                                .query(
                                        (row, n) ->
                                                new NamedAccount(
                                                        row.getObject("id", UUID.class),
                                                        row.getString("carrier")))
                                .list());
    }

    @Override
    public List<String> verified(
            OrganizationId organization,
            String carrier,
            List<AccountId> accounts,
            List<String> numbers) {
        return within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(VERIFIED)
                                .param("organization", organization.value())
                                .param("carrier", carrier)
                                .param(
                                        "accounts",
                                        accounts.stream()
                                                .map(AccountId::value)
                                                .toArray(UUID[]::new))
                                .param("numbers", numbers.toArray(String[]::new))
                                .query(String.class)
                                .list());
    }

    @Override
    public boolean hasAccount(OrganizationId organization, String carrier) {
        return within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(HAS_ACCOUNT)
                                .param("organization", organization.value())
                                .param("carrier", carrier)
                                .query(Boolean.class)
                                .single());
    }

    private CampaignDraft resolved(CampaignDraft told) {
        return told.settings().hours().holidaysOf().isEmpty()
                ? told
                : told.with(KeptHolidays.resolved(told.settings(), transactions.now()));
    }

    private StatementSpec about(String sql, OrganizationId organization, CampaignId id) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("id", id.value());
    }

    private static StatementSpec told(StatementSpec statement, CampaignDraft told) {
        return statement
                .param("name", told.name())
                .param("flow", told.flow().value())
                .param("carrier", told.carrier())
                .param(
                        "accounts",
                        told.accounts().stream().map(a -> a.value()).toArray(UUID[]::new))
                .param(
                        "caller_ids",
                        told.callerIds().stream().map(PhoneNumber::e164).toArray(String[]::new))
                .param("choice", told.callerIdChoice().toArray(String[]::new))
                .param("settings", SettingsJson.write(told.settings()))
                .param("starts_at", column(told.startsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("ends_at", column(told.endsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("keep_open", told.keepOpen());
    }

    private static @Nullable OffsetDateTime column(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private <T> T within(OrganizationId organization, Supplier<T> work) {
        return transactions.within(organization, work);
    }
}
