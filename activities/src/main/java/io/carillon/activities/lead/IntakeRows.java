package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.JdbcLeadIntake.FreshLead;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statements of an intake: each takes a whole batch, as arrays or one JSON document. */
final class IntakeRows {
    private static final String LOOK =
            """
            SELECT id, person_key, status, phones, phone_index, time_zones, zone_source, variables, priority, named_by_import
            FROM leads
            WHERE campaign_id = :campaign
              AND organization_id = :organization
              AND person_key = ANY (:keys::text[])
            """;

    // Locked in the order of id, so that intakes and opt-outs cannot wait for each other in a ring.
    private static final String KNOWN = LOOK + "ORDER BY id FOR NO KEY UPDATE";

    // Prefixes are few and looked through.
    static final String SUPPRESSED =
            """
            SELECT phone
            FROM unnest(:phones::text[]) AS phone
            WHERE EXISTS (
                SELECT FROM suppressions s
                WHERE s.organization_id = :organization
                  AND s.number = phone
                  AND (s.campaign_id IS NULL OR s.campaign_id = :campaign)
                  AND (s.expires_at IS NULL OR s.expires_at > carillon_now()))
               OR EXISTS (
                SELECT FROM suppressions s
                WHERE s.organization_id = :organization
                  AND s.prefix IS NOT NULL
                  AND starts_with(phone, s.prefix)
                  AND (s.campaign_id IS NULL OR s.campaign_id = :campaign)
                  AND (s.expires_at IS NULL OR s.expires_at > carillon_now()))
               OR (EXISTS (SELECT FROM erased_numbers WHERE organization_id = :organization) AND is_erased(:organization, phone))
            """;

    private static final String INSERT =
            """
            INSERT INTO leads (id, organization_id, campaign_id, import_id, import_record, named_by_import, person_key,
                external_id, phones, time_zones, zone_source, variables, priority, status, outcome, due_at,
                next_attempt_at, created_at, updated_at, done_at)
            SELECT r.id, :organization, :campaign, :import, r.record, :import, r.key,
                r.external_id, string_to_array(r.phones, ' '), string_to_array(r.zones, ' '), r.zone_source, r.variables::jsonb,
                r.priority,
                CASE WHEN r.suppressed THEN 'done' ELSE 'pending' END,
                CASE WHEN r.suppressed THEN 'suppressed' END,
                CASE WHEN NOT r.suppressed THEN clock.at END,
                CASE WHEN NOT r.suppressed THEN clock.at END,
                clock.at, clock.at,
                CASE WHEN r.suppressed THEN clock.at END
            FROM (SELECT carillon_now() AS at) clock,
                unnest(:ids::uuid[], :records::bigint[], :keys::text[], :external_ids::text[], :phones::text[],
                    :zones::text[], :zone_sources::text[], :variables::text[], :priorities::smallint[], :suppressed::boolean[])
                    AS r(id, record, key, external_id, phones, zones, zone_source, variables, priority, suppressed)
            """;

    // Another zone may open earlier, and another number has its own retries.
    private static final String UPDATE =
            """
            UPDATE leads l
            SET phones = r.phones,
                phone_index = r.phone_index,
                time_zones = r.zones,
                zone_source = r.zone_source,
                variables = r.variables,
                priority = r.priority,
                retries = CASE WHEN r.other_phone THEN '{}'::jsonb ELSE l.retries END,
                next_attempt_at = CASE WHEN r.look_again THEN l.due_at ELSE l.next_attempt_at END,
                held_by = CASE WHEN r.look_again THEN NULL ELSE l.held_by END,
                updated_at = carillon_now()
            FROM jsonb_to_recordset(:rows::jsonb) AS r(id uuid, phones text[], phone_index integer, zones text[],
                zone_source text, variables jsonb, priority smallint, other_phone boolean, look_again boolean)
            WHERE l.id = r.id
            """;

    private static final String MARK =
            """
            UPDATE leads
            SET named_by_import = :import
            WHERE id = ANY (:leads::uuid[])
            """;

    private static final String SUPPRESS =
            """
            UPDATE leads
            SET status = 'done',
                outcome = 'suppressed',
                next_attempt_at = NULL,
                done_at = carillon_now(),
                updated_at = carillon_now()
            WHERE id = ANY (:leads::uuid[])
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> VARIABLES = new TypeReference<>() {};

    private final Transactions transactions;

    IntakeRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Locked until the transaction ends. */
    List<KnownLead> known(LeadIntake.Batch batch, Collection<String> keys) {
        return known(KNOWN, batch, keys);
    }

    List<KnownLead> look(LeadIntake.Batch batch, Collection<String> keys) {
        return known(LOOK, batch, keys);
    }

    private List<KnownLead> known(String sql, LeadIntake.Batch batch, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return transactions
                .jdbc()
                .sql(sql)
                .param("campaign", batch.campaign().value())
                .param("organization", batch.organization().value())
                .param("keys", keys.toArray(String[]::new))
                .query((row, n) -> known(row))
                .list();
    }

    private static KnownLead known(ResultSet row) throws SQLException {
        return new KnownLead(
                row.getObject("id", UUID.class),
                row.getString("person_key"),
                row.getString("status").equals("pending"),
                strings(row, "phones"),
                row.getInt("phone_index"),
                new LeadZones(
                        strings(row, "time_zones"),
                        ZoneSource.ofWire(row.getString("zone_source"))),
                JSON.readValue(row.getString("variables"), VARIABLES),
                row.getInt("priority"),
                row.getObject("named_by_import", UUID.class));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    Set<String> suppressed(LeadIntake.Batch batch, Collection<String> phones) {
        return new HashSet<>(
                transactions
                        .jdbc()
                        .sql(SUPPRESSED)
                        .param("phones", phones.toArray(String[]::new))
                        .param("organization", batch.organization().value())
                        .param("campaign", batch.campaign().value())
                        .query(String.class)
                        .list());
    }

    void insert(LeadIntake.Batch batch, List<FreshLead> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        transactions
                .jdbc()
                .sql(INSERT)
                .param("organization", batch.organization().value())
                .param("campaign", batch.campaign().value())
                .param(
                        "import",
                        batch.importId() == null ? null : batch.importId().value(),
                        java.sql.Types.OTHER)
                .param("ids", column(fresh, FreshLead::id))
                .param("records", column(fresh, lead -> lead.draft().record()))
                .param("keys", column(fresh, lead -> lead.draft().personKey()))
                .param("external_ids", column(fresh, lead -> lead.draft().externalId()))
                .param("phones", column(fresh, IntakeRows::phones))
                .param(
                        "zones",
                        column(fresh, lead -> String.join(" ", lead.draft().zones().zones())))
                .param("zone_sources", column(fresh, lead -> lead.draft().zones().source().wire()))
                .param("variables", column(fresh, lead -> lead.draft().variablesJson()))
                .param("priorities", column(fresh, lead -> priority(lead.draft())))
                .param("suppressed", column(fresh, FreshLead::suppressed))
                .update();
    }

    /** As an array of texts, which the statement casts: what is null stays null. */
    private static @Nullable String[] column(
            List<FreshLead> leads, Function<FreshLead, @Nullable Object> value) {
        return leads.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }

    private static String phones(FreshLead lead) {
        return lead.draft().phones().stream()
                .map(PhoneNumber::e164)
                .collect(Collectors.joining(" "));
    }

    private static int priority(LeadDraft draft) {
        return draft.priority() == null ? 0 : draft.priority();
    }

    void update(List<JdbcLeadIntake.ChangedLead> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (JdbcLeadIntake.ChangedLead change : changed) {
            KnownLead lead = change.lead();
            boolean otherPhone = lead.triesOtherPhone(change.before());
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("id", lead.id());
            row.put("phones", lead.phones());
            row.put("phone_index", lead.phoneIndex());
            row.put("zones", lead.zones().zones());
            row.put("zone_source", lead.zones().source().wire());
            row.put("variables", lead.variables());
            row.put("priority", lead.priority());
            row.put("other_phone", otherPhone);
            row.put("look_again", otherPhone || !lead.zones().equals(change.before().zones()));
            rows.add(row);
        }
        transactions.jdbc().sql(UPDATE).param("rows", JSON.writeValueAsString(rows)).update();
    }

    void mark(LeadIntake.Batch batch, Collection<UUID> leads) {
        if (!leads.isEmpty() && batch.importId() != null) {
            transactions
                    .jdbc()
                    .sql(MARK)
                    .param("import", batch.importId().value())
                    .param("leads", leads.stream().map(UUID::toString).toArray(String[]::new))
                    .update();
        }
    }

    void suppress(List<io.carillon.workflows.ids.LeadId> leads) {
        if (!leads.isEmpty()) {
            transactions
                    .jdbc()
                    .sql(SUPPRESS)
                    .param(
                            "leads",
                            leads.stream().map(id -> id.value().toString()).toArray(String[]::new))
                    .update();
        }
    }
}
