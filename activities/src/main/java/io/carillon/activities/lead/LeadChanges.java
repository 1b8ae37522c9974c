package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Corrections and removals of single leads, under the lead's lock, in the caller's transaction. */
final class LeadChanges {
    private static final String LOCK =
            """
            SELECT campaign_id, status, phones, phone_index, call_id, external_id, person_key
            FROM leads
            WHERE id = :id
              AND organization_id = :organization
              AND deleted_at IS NULL
            FOR NO KEY UPDATE
            """;

    // Before the lead's lock, as everywhere: the other way round could deadlock with a switch.
    private static final String LOCK_CAMPAIGN =
            """
            SELECT c.id
            FROM campaigns c
            WHERE c.id = (SELECT campaign_id FROM leads WHERE id = :id AND organization_id = :organization)
            FOR NO KEY UPDATE
            """;

    // The trial goes on with the number it was at, when it is still there.
    private static final String CHANGE =
            """
            UPDATE leads
            SET phones = coalesce(:phones::text[], phones),
                phone_index = coalesce(array_position(:phones::text[], phones[phone_index + 1]) - 1,
                    CASE WHEN :phones::text[] IS NULL THEN phone_index ELSE 0 END),
                retries = CASE WHEN phones[phone_index + 1] = ANY (coalesce(:phones::text[], phones)) THEN retries ELSE '{}' END,
                time_zones = coalesce(:zones::text[], time_zones),
                zone_source = coalesce(:zone_source::text, zone_source),
                variables = (variables || :set::jsonb) - :unset::text[],
                priority = coalesce(:priority::smallint, priority),
                external_id = coalesce(:external::text, external_id),
                person_key = coalesce(:key::text, person_key),
                due_at = coalesce(:next::timestamptz, due_at),
                next_attempt_at = coalesce(:next::timestamptz, due_at),
                held_by = NULL,
                updated_at = carillon_now()
            WHERE id = :id
            """;

    private static final String CALL_BACK =
            """
            UPDATE leads
            SET due_at = :at,
                next_attempt_at = :at,
                held_by = NULL,
                updated_at = carillon_now()
            WHERE id = :id
            """;

    private static final String CALL_BACK_AFTER_CALL =
            "UPDATE calls SET call_back = :at WHERE id = :call";

    // What one lead lacks is not complete any more.
    private static final String NOT_COMPLETE =
            """
            UPDATE campaigns
            SET complete_variables = ARRAY(
                SELECT unnest(complete_variables) EXCEPT SELECT unnest(:lost::text[]))
            WHERE id = :campaign
              AND complete_variables && :lost::text[]
            """;

    private static final String TAKEN =
            """
            SELECT EXISTS (
                SELECT
                FROM leads
                WHERE campaign_id = :campaign
                  AND person_key = :key
                  AND id <> :id)
            """;

    private static final String TAKE_OUT =
            """
            UPDATE leads
            SET deleted_at = carillon_now(),
                updated_at = carillon_now(),
                status = 'done',
                outcome = coalesce(outcome, 'canceled'),
                next_attempt_at = NULL,
                held_by = NULL,
                done_at = coalesce(done_at, carillon_now())
            WHERE id = :id
            """;

    private static final String ONE_LESS =
            "UPDATE campaigns SET leads_total = leads_total - 1 WHERE id = :campaign";

    // A single call that waits for its turn ends with its lead.
    private static final String WAITING_CALL =
            "SELECT EXISTS (SELECT FROM calls WHERE id = :call AND state = 'waiting')";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final CampaignColumns columns;
    private final LeadDecisions decisions;
    private final LeadFinished finished;
    private final PersonEraser eraser;
    private final WorkflowStarter workflows;

    LeadChanges(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            PersonEraser eraser,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.columns = new CampaignColumns(transactions);
        this.decisions = decisions;
        this.finished = finished;
        this.eraser = eraser;
        this.workflows = workflows;
    }

    private record Locked(
            CampaignId campaign,
            String status,
            List<String> phones,
            @Nullable UUID call,
            @Nullable String externalId,
            String personKey) {}

    boolean apply(OrganizationId organization, LeadId id, LeadChange change) {
        String[] lost = lost(change);
        if (lost.length > 0) {
            lockCampaign(organization, id);
        }
        Locked lead = lock(organization, id).orElse(null);
        if (lead == null) {
            return false;
        }
        if (!lead.status().equals("pending")) {
            throw new LeadStore.LeadState(id, lead.status());
        }
        String[] phones = phones(change);
        LeadZones zones = zones(lead, change);
        Map<String, String> set = set(change);
        String key = key(lead, change);
        if (key != null && taken(lead, id, key)) {
            throw new LeadStore.PersonKnown(id);
        }
        transactions
                .jdbc()
                .sql(CHANGE)
                .param("id", id.value())
                .param("phones", phones, Types.ARRAY)
                .param(
                        "zones",
                        zones == null ? null : zones.zones().toArray(String[]::new),
                        Types.ARRAY)
                .param("zone_source", zones == null ? null : zones.source().wire(), Types.VARCHAR)
                .param("set", JSON.writeValueAsString(set))
                .param("unset", unset(change))
                .param("priority", change.priority(), Types.SMALLINT)
                .param("external", change.externalId(), Types.VARCHAR)
                .param("key", key, Types.VARCHAR)
                .param(
                        "next",
                        change.nextAttemptAt() == null
                                ? null
                                : change.nextAttemptAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        if (lost.length > 0) {
            transactions
                    .jdbc()
                    .sql(NOT_COMPLETE)
                    .param("lost", lost)
                    .param("campaign", lead.campaign().value())
                    .update();
        }
        columns.addVariables(organization, lead.campaign(), set.keySet());
        note(organization, id, "corrected", "request");
        wake(organization, lead);
        return true;
    }

    boolean callBack(OrganizationId organization, LeadId id, Instant at) {
        Locked lead = lock(organization, id).orElse(null);
        if (lead == null) {
            return false;
        }
        switch (lead.status()) {
            case "pending" -> {
                transactions
                        .jdbc()
                        .sql(CALL_BACK)
                        .param("id", id.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update();
                wake(organization, lead);
            }
            case "in_call" ->
                    transactions
                            .jdbc()
                            .sql(CALL_BACK_AFTER_CALL)
                            .param("call", lead.call(), Types.OTHER)
                            .param("at", at.toString())
                            .update();
            default -> throw new LeadStore.LeadState(id, lead.status());
        }
        decisions.append(
                new LeadDecisions.Decision(
                        organization, id, null, "corrected", "call_back", null, at));
        return true;
    }

    /** Variables that are empty or gone afterwards. */
    private static String[] lost(LeadChange change) {
        return variables(change)
                .filter(entry -> entry.getValue() == null || entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    /** By what the person is known from now on; null: as before. Single calls are not people. */
    private static @Nullable String key(Locked lead, LeadChange change) {
        boolean person = lead.personKey().startsWith("x:") || lead.personKey().startsWith("p:");
        String external = change.externalId() == null ? lead.externalId() : change.externalId();
        if (!person || (change.externalId() == null && change.phones() == null)) {
            return null;
        }
        String key =
                external == null
                        ? "p:"
                                + (change.phones() == null
                                        ? lead.phones().getFirst()
                                        : change.phones().getFirst().e164())
                        : PersonKey.of(external);
        return key.equals(lead.personKey()) ? null : key;
    }

    private boolean taken(Locked lead, LeadId id, String key) {
        return transactions
                .jdbc()
                .sql(TAKEN)
                .param("campaign", lead.campaign().value())
                .param("key", key)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private static String @Nullable [] phones(LeadChange change) {
        return change.phones() == null
                ? null
                : change.phones().stream().map(phone -> phone.e164()).toArray(String[]::new);
    }

    /** Zones that were told stand; another first number brings its own. */
    private static @Nullable LeadZones zones(Locked lead, LeadChange change) {
        if (change.timeZones() != null && !change.timeZones().isEmpty()) {
            return new LeadZones(change.timeZones(), ZoneSource.COLUMN);
        }
        if (change.timeZones() != null) {
            return LeadZones.UNKNOWN;
        }
        PhoneNumber first = change.phones() == null ? null : change.phones().getFirst();
        return first == null || first.e164().equals(lead.phones().getFirst())
                ? null
                : ZoneResolver.ofNumber(first);
    }

    private static Map<String, String> set(LeadChange change) {
        var set = new LinkedHashMap<String, String>();
        variables(change)
                .filter(entry -> entry.getValue() != null)
                .forEach(entry -> set.put(entry.getKey(), String.valueOf(entry.getValue())));
        if (change.externalId() != null) {
            set.put("external_id", change.externalId());
        }
        return set;
    }

    private static String[] unset(LeadChange change) {
        return variables(change)
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    private static Stream<Map.Entry<String, @Nullable String>> variables(LeadChange change) {
        return change.variables() == null ? Stream.of() : change.variables().entrySet().stream();
    }

    boolean takeOut(OrganizationId organization, LeadId id) {
        lockCampaign(organization, id);
        Locked lead = lock(organization, id).orElse(null);
        if (lead == null) {
            return false;
        }
        if (lead.status().equals("in_call") || waits(lead)) {
            throw new LeadStore.LeadState(id, "in_call");
        }
        transactions.jdbc().sql(TAKE_OUT).param("id", id.value()).update();
        transactions.jdbc().sql(ONE_LESS).param("campaign", lead.campaign().value()).update();
        if (lead.status().equals("pending")) {
            finished.append(List.of(id));
            note(organization, id, "finished", "taken_out");
        }
        wake(organization, lead);
        return true;
    }

    boolean erase(OrganizationId organization, LeadId id) {
        if (!takeOut(organization, id)) {
            return false;
        }
        eraser.erase(organization, id);
        return true;
    }

    private boolean waits(Locked lead) {
        return lead.call() != null
                && transactions
                        .jdbc()
                        .sql(WAITING_CALL)
                        .param("call", lead.call())
                        .query(Boolean.class)
                        .single();
    }

    private void lockCampaign(OrganizationId organization, LeadId id) {
        transactions
                .jdbc()
                .sql(LOCK_CAMPAIGN)
                .param("id", id.value())
                .param("organization", organization.value())
                .query(UUID.class)
                .optional();
    }

    private Optional<Locked> lock(OrganizationId organization, LeadId id) {
        return transactions
                .jdbc()
                .sql(LOCK)
                .param("id", id.value())
                .param("organization", organization.value())
                .query(
                        (row, n) ->
                                new Locked(
                                        new CampaignId(row.getObject("campaign_id", UUID.class)),
                                        row.getString("status"),
                                        LeadRows.strings(row, "phones"),
                                        row.getObject("call_id", UUID.class),
                                        row.getString("external_id"),
                                        row.getString("person_key")))
                .optional();
    }

    private void note(OrganizationId organization, LeadId id, String decision, String rule) {
        decisions.append(
                new LeadDecisions.Decision(organization, id, null, decision, rule, null, null));
    }

    private void wake(OrganizationId organization, Locked lead) {
        String status =
                transactions
                        .jdbc()
                        .sql("SELECT status FROM campaigns WHERE id = :id")
                        .param("id", lead.campaign().value())
                        .query(String.class)
                        .single();
        if (status.equals("active") || status.equals("scheduled")) {
            var campaign = new CampaignStart(lead.campaign(), organization);
            transactions.afterCommit(() -> workflows.wakeCampaign(campaign));
        }
    }
}
