package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadZones;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.activities.settings.TuningJson;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The statements of a single call's making, within the current transaction. */
final class SingleCallRows {
    private static final String CAMPAIGN_COLUMNS =
            "id, kind, status, carrier, accounts, caller_ids, flow_version_id, settings::text AS settings";

    private static final String SHARE =
            "SELECT "
                    + CAMPAIGN_COLUMNS
                    + """
                       FROM campaigns
                      WHERE id = :id AND organization_id = :organization
                      FOR SHARE
                      """;

    // Locks the campaign as a switch does, so it is over or not over for good until the commit.
    private static final String RAISE_LEADS =
            """
            UPDATE campaigns
            SET leads_total = leads_total + CASE WHEN status IN ('completed', 'stopped') THEN 0 ELSE 1 END
            WHERE id = :id AND organization_id = :organization AND kind = 'campaign' AND archived_at IS NULL
            RETURNING
            """
                    + CAMPAIGN_COLUMNS;

    // Accounts as the gate takes them: the campaign's, else all of its carrier; for single calls
    // any.
    private static final String CALLER_IDS =
            """
            SELECT i.number, i.carrier
            FROM caller_ids i
            WHERE i.organization_id = :organization
              AND (:from::text IS NULL OR i.number = :from)
              AND (:direct OR :from::text IS NOT NULL OR i.number = ANY (:campaign_numbers))
              AND EXISTS (
                SELECT 1 FROM carrier_accounts a
                WHERE a.organization_id = :organization
                  AND proved_for(a, i)
                  AND (:direct OR a.id = ANY (:accounts)
                       OR (cardinality(:accounts::uuid[]) = 0 AND a.carrier = :carrier)))
            ORDER BY array_position(:campaign_numbers, i.number), i.id
            """;

    // The accounts the gate would choose from. What has no price cannot be held to a spending cap.
    private static final String REACH =
            """
            SELECT coalesce(bool_or(a.lawful_floor), false) AS floor,
                coalesce(bool_or(a.price_per_minute IS NOT NULL OR a.carrier = 'simulator'
                    OR o.limits ->> 'max_spend_per_day' IS NULL), true) AS priced
            FROM carrier_accounts a
            JOIN organizations o ON o.id = a.organization_id
            WHERE a.organization_id = :organization
              AND a.carrier = :carrier
              AND (:direct OR a.id = ANY (:accounts) OR cardinality(:accounts::uuid[]) = 0)
            """;

    private static final String INSERT_LEAD =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source,
                priority, due_at, next_attempt_at, call_id, single, created_at, updated_at)
            SELECT :id, :organization, :campaign, :person, :phones, :zones, :zone_source,
                9, clock.due, clock.due, :call, true, clock.now, clock.now
            FROM (SELECT now, greatest(now, :scheduled) AS due FROM (SELECT carillon_now() AS now) c) clock
            """;

    private static final String INSERT_CALL =
            """
            INSERT INTO calls (id, organization_id, campaign_id, lead_id, single, state, to_number, from_number,
                carrier, callback_token, flow_version_id, options, variables, scheduled_at, expires_at, queued_at)
            VALUES (:id, :organization, :campaign, :lead, true, 'waiting', :to, :from,
                :carrier, :token, :flow, :options::jsonb, :variables::jsonb, :scheduled, :expires, carillon_now())
            """;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Campaign(
            CampaignId id,
            boolean direct,
            String status,
            String carrier,
            List<UUID> accounts,
            List<String> callerIds,
            @Nullable UUID flow,
            String settings) {}

    /** Verified, and its carrier can be reached by an account. */
    record CallerId(String number, String carrier) {}

    private final Transactions transactions;

    SingleCallRows(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<Campaign> share(OrganizationId organization, CampaignId campaign) {
        return campaign(SHARE, organization, campaign);
    }

    /** Counts one lead more, unless the campaign is over. */
    Optional<Campaign> raiseLeads(OrganizationId organization, CampaignId campaign) {
        return campaign(RAISE_LEADS, organization, campaign);
    }

    private Optional<Campaign> campaign(
            String sql, OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("id", campaign.value())
                .param("organization", organization.value())
                .query((row, number) -> campaign(row))
                .optional();
    }

    private static Campaign campaign(ResultSet row) throws SQLException {
        return new Campaign(
                new CampaignId(row.getObject("id", UUID.class)),
                row.getString("kind").equals("direct"),
                row.getString("status"),
                row.getString("carrier"),
                Arrays.asList((UUID[]) row.getArray("accounts").getArray()),
                Arrays.asList((String[]) row.getArray("caller_ids").getArray()),
                row.getObject("flow_version_id", UUID.class),
                row.getString("settings"));
    }

    /** Those a call could show, the first choice first. */
    List<CallerId> callerIds(
            OrganizationId organization, Campaign campaign, @Nullable String from) {
        return transactions
                .jdbc()
                .sql(CALLER_IDS)
                .param("organization", organization.value())
                .param("from", from, Types.VARCHAR)
                .param("direct", campaign.direct())
                .param("campaign_numbers", campaign.callerIds().toArray(String[]::new))
                .param("accounts", campaign.accounts().toArray(UUID[]::new))
                .param("carrier", campaign.carrier())
                .query(
                        (row, number) ->
                                new CallerId(row.getString("number"), row.getString("carrier")))
                .list();
    }

    /**
     * @param floor the call would ring a real phone
     * @param priced one of the accounts may be dialed with under the organization's spending cap
     */
    record Reach(boolean floor, boolean priced) {}

    Reach reach(OrganizationId organization, Campaign campaign, String carrier) {
        return transactions
                .jdbc()
                .sql(REACH)
                .param("organization", organization.value())
                .param("carrier", carrier)
                .param("direct", campaign.direct())
                .param("accounts", campaign.accounts().toArray(UUID[]::new))
                .query(
                        (row, number) ->
                                new Reach(row.getBoolean("floor"), row.getBoolean("priced")))
                .single();
    }

    void insertLead(
            OrganizationId organization,
            CampaignId campaign,
            LeadId lead,
            CallId call,
            PhoneNumber to,
            @Nullable Instant scheduledAt) {
        LeadZones zones = ZoneResolver.ofNumber(to);
        transactions
                .jdbc()
                .sql(INSERT_LEAD)
                .param("id", lead.value())
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("person", "c:" + call)
                .param("phones", new String[] {to.e164()})
                .param("zones", zones.zones().toArray(String[]::new))
                .param("zone_source", zones.source().wire())
                .param("call", call.value())
                .param("scheduled", time(scheduledAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** The carrier is fixed where the campaign does not fix it: by the caller id. */
    void insertCall(
            OrganizationId organization,
            CampaignId campaign,
            LeadId lead,
            CallId call,
            PhoneNumber to,
            String carrier,
            FlowVersionId flow,
            SingleCalls.Wanted wanted) {
        transactions
                .jdbc()
                .sql(INSERT_CALL)
                .param("id", call.value())
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("lead", lead.value())
                .param("to", to.e164())
                // One that was not asked for is chosen by the gate, when it dials.
                .param("from", wanted.from(), Types.VARCHAR)
                .param("carrier", carrier)
                .param("token", token())
                .param("flow", flow.value())
                .param("options", options(wanted))
                .param("variables", JSON.writeValueAsString(wanted.context()))
                .param("scheduled", time(wanted.scheduledAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("expires", time(wanted.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** As {@link Options#read} reads them. */
    static String options(SingleCalls.Wanted wanted) {
        ObjectNode options = JSON.createObjectNode();
        options.put("record", wanted.options().record());
        if (wanted.from() != null) {
            options.put("from", wanted.from());
        }
        if (wanted.options().maxDurationSeconds() != null) {
            options.put("max_duration_seconds", wanted.options().maxDurationSeconds());
        }
        SingleCalls.AnsweringMachine machine = wanted.options().answeringMachine();
        if (machine != null) {
            ObjectNode policy = options.putObject("answering_machine");
            policy.put("detect", machine.detect());
            policy.put("on_machine", machine.onMachine());
            policy.put("on_unknown", machine.onUnknown());
            if (machine.tuning() != null) {
                policy.set("tuning", TuningJson.write(machine.tuning()));
            }
            if (machine.message() != null) {
                policy.put("message", machine.message());
            }
        }
        return JSON.writeValueAsString(options);
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
