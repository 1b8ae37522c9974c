package io.carillon.activities.dryrun;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The statements of a dry run: leads in groups by what would become of them. */
final class LeadFates {
    // Countries are judged by the first digits of numbers: three after +1, whose countries share
    // it, and more where islands share their mainland's.
    private static final String HEADS =
            """
            SELECT left(phones[phone_index + 1], CASE WHEN phones[phone_index + 1] LIKE '+1%' THEN 5 ELSE 8 END) AS head,
                min(phones[phone_index + 1]) AS number
            FROM leads
            WHERE organization_id = :organization
              AND campaign_id = :campaign
              AND status = 'pending'
            GROUP BY head
            """;

    // A cell with a date or a time begins with its day; what is written in no such way is its own
    // day, "?", and an empty one is "".
    private static final String DAY =
            """
            CASE
                WHEN x.cell ~ '^\\s*\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.]\\d{1,9})?)?(?:Z|[+-]\\d{2}(?::\\d{2}(?::\\d{2})?)?)?)?\\s*$'
                    THEN substring(x.cell FROM '\\d{4}-\\d{2}-\\d{2}')
                WHEN x.cell ~ '^\\s*$' THEN ''
                ELSE '?'
            END
            """;

    // Cells are few beside leads: to see the day in each lead's took half of a dry run.
    private static final String CELLS =
            """
            (SELECT DISTINCT coalesce(variables ->> :consent, '') AS cell
            FROM leads
            WHERE :consent::text IS NOT NULL
              AND organization_id = :organization
              AND campaign_id = :campaign
              AND status = 'pending') x
            """;

    private static final String DAYS = "SELECT DISTINCT " + DAY + " FROM " + CELLS;

    // Leads are counted in hashed groups: a planner takes each of them for a group of its own and
    // would sort a million on disk. Until the end of the transaction.
    private static final String IN_MEMORY =
            "SELECT set_config('work_mem', '32MB', true), set_config('enable_sort', 'off', true)";

    // In the order of the gate's rules. Suppressed prefixes are few lengths and one hashed set, so
    // that a million leads are one scan; an erased number is asked for only where there is one.
    // Area codes of the same places are one, and so are postal codes of the same three digits,
    // which say the state. Zones guessed from a lead's first number say nothing about its others:
    // those go by their own, which their first digits tell.
    private static final String FATES =
            """
            WITH listed AS MATERIALIZED (
                SELECT number, prefix FROM suppressions
                WHERE organization_id = :organization
                  AND (campaign_id IS NULL OR campaign_id = :campaign)
                  AND (expires_at IS NULL OR expires_at > carillon_now())
            ), facts AS MATERIALIZED (
                SELECT (SELECT coalesce(array_agg(DISTINCT length(prefix)), '{}') FROM listed WHERE prefix IS NOT NULL) AS lengths,
                    EXISTS (SELECT FROM erased_numbers WHERE organization_id = :organization) AS erasures
            ), judged AS (
                SELECT l.id, CASE WHEN n.own IS NULL THEN l.time_zones END AS time_zones, n.number, n.own,
                    p.country, p.state, p.postal_code, p.area,
                    CASE
                        WHEN l.outcome = 'suppressed' THEN 'suppressed'
                        WHEN l.status <> 'pending' THEN l.status
                        WHEN n.number IN (SELECT number FROM listed WHERE number IS NOT NULL) THEN 'suppressed'
                        WHEN EXISTS (SELECT FROM unnest(f.lengths) AS long
                            WHERE left(n.number, long) IN (SELECT prefix FROM listed WHERE prefix IS NOT NULL))
                            THEN 'suppressed'
                        WHEN f.erasures AND is_erased(l.organization_id, n.number) THEN 'suppressed'
                        WHEN NOT l.single AND l.attempts >= :attempts THEN 'max_attempts'
                        WHEN left(n.number, CASE WHEN n.number LIKE '+1%' THEN 5 ELSE 8 END) = ANY (:foreign)
                            THEN 'country_not_allowed'
                        WHEN NOT l.single AND EXISTS (SELECT FROM unnest(:required::text[]) AS name
                            WHERE coalesce(l.variables ->> name, '') = '') THEN 'variable_missing'
                        WHEN coalesce(l.variables ->> :consent, '') IN (SELECT x.cell FROM\s"""
                    + CELLS
                    + " WHERE "
                    + DAY
                    + """
                            = ANY (:lacking)) THEN 'consent_missing'
                    END AS fate
                FROM leads l
                CROSS JOIN facts f
                CROSS JOIN LATERAL (SELECT number,
                        CASE WHEN l.zone_source IN ('number', 'unknown') AND number <> l.phones[1]
                            THEN left(number, CASE WHEN number LIKE '+1%' THEN 8 ELSE 10 END) END AS own
                    FROM (SELECT l.phones[l.phone_index + 1] AS number) dialed) n
                LEFT JOIN unnest(:areas::text[], :alike::text[]) AS a (code, alike) ON a.code = left(n.number, 5)
                LEFT JOIN LATERAL (
                    SELECT l.variables ->> 'country' AS country, l.variables ->> 'state' AS state,
                        CASE
                            WHEN code ~ '^[A-Za-z]' THEN left(code, 3)
                            WHEN code ~ '^[0-9]{5}' THEN left(code, 3) || '00'
                            ELSE left(code, 5)
                        END AS postal_code,
                        coalesce(a.alike, left(n.number, 5)) AS area
                    FROM (SELECT btrim(l.variables ->> 'postal_code') AS code) written) p
                    ON :floor AND l.status = 'pending'
                WHERE l.organization_id = :organization
                  AND l.campaign_id = :campaign
                  AND l.deleted_at IS NULL
            )
            SELECT fate, time_zones, count(*) AS leads, (array_agg(id))[1\\:5] AS examples,
                min(number) AS number, own, country, state, postal_code
            FROM judged
            GROUP BY fate, time_zones, own, country, state, postal_code, area
            ORDER BY leads DESC
            """;

    private static final String REPEATED =
            """
            SELECT sum(leads) AS leads, (array_agg(first))[1\\:5] AS examples FROM (
                SELECT count(*) AS leads, (array_agg(id))[1] AS first
                FROM leads
                WHERE organization_id = :organization
                  AND campaign_id = :campaign
                  AND status = 'pending'
                GROUP BY phones[phone_index + 1]
                HAVING count(*) > 1) repeated
            """;

    private static final String CAPPED =
            """
            WITH caps AS (
                SELECT key::interval AS span, value::integer AS most
                FROM organizations, jsonb_each_text(coalesce(limits -> 'calls_per_number', '{}'))
                WHERE id = :organization
            ), called AS (
                SELECT DISTINCT k.to_number FROM caps c
                JOIN calls k ON k.organization_id = :organization AND k.dialed_at > carillon_now() - c.span
                GROUP BY c.span, c.most, k.to_number
                HAVING count(*) >= c.most
            )
            SELECT count(*) AS leads, (array_agg(l.id))[1\\:5] AS examples
            FROM leads l
            WHERE l.organization_id = :organization
              AND l.campaign_id = :campaign
              AND l.status = 'pending'
              AND l.phones[l.phone_index + 1] IN (SELECT to_number FROM called)
            """;

    private static final int ROWS_AT_ONCE = 1_000;

    private final Transactions transactions;

    LeadFates(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Leads with one fate and the same zones of the number that is dialed next, and where the law
     * holds of the same place.
     *
     * @param number one of theirs
     * @param fate {@code done, in_call}, the rule that keeps them out, or null: nothing but time
     * @param examples up to five
     */
    record Fate(
            @Nullable String fate,
            List<String> zones,
            long leads,
            List<LeadId> examples,
            PhoneNumber number,
            LeadPlaces.Told told) {}

    /** Before the others, which are quick then. */
    void countInMemory() {
        transactions.jdbc().sql(IN_MEMORY).query().singleRow();
    }

    /** One number for each beginning of numbers that may be of a country of its own. */
    Map<String, String> heads(OrganizationId organization, CampaignId campaign) {
        var heads = new java.util.HashMap<String, String>();
        transactions
                .jdbc()
                .sql(HEADS)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query(
                        row -> {
                            heads.put(row.getString("head"), row.getString("number"));
                        });
        return heads;
    }

    /**
     * @param attempts of a lead at most
     * @param foreign beginnings of numbers that may not be called
     * @param required variables without a default that some lead may lack
     * @param areas beginnings of numbers, each with the one that stands for its places
     * @param floor real phones are rung, so that places matter
     * @param consent the column with each person's consent; null: none is asked for
     * @param lacking days, as {@link #days} has them, on which nobody can have agreed
     */
    record Asked(
            int attempts,
            List<String> foreign,
            List<String> required,
            Map<String, String> areas,
            boolean floor,
            @Nullable String consent,
            List<String> lacking) {}

    /** The days in that column, one each; what cannot be read is one of them. */
    List<String> days(OrganizationId organization, CampaignId campaign, String consent) {
        return transactions
                .jdbc()
                .sql(DAYS)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("consent", consent)
                .query(String.class)
                .list();
    }

    /** Tells of each group, which can be as many as there are postal codes. */
    void fates(OrganizationId organization, CampaignId campaign, Asked asked, Consumer<Fate> each) {
        transactions
                .jdbc()
                .sql(FATES)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .param("attempts", asked.attempts())
                .param("foreign", asked.foreign().toArray(String[]::new))
                .param("required", asked.required().toArray(String[]::new))
                .param("areas", asked.areas().keySet().toArray(String[]::new))
                .param("alike", asked.areas().values().toArray(String[]::new))
                .param("floor", asked.floor())
                .param("consent", asked.consent(), Types.VARCHAR)
                .param("lacking", asked.lacking().toArray(String[]::new))
                .withFetchSize(ROWS_AT_ONCE)
                .query(
                        row -> {
                            each.accept(fate(row));
                        });
    }

    private static Fate fate(ResultSet row) throws SQLException {
        var number = new PhoneNumber(row.getString("number"));
        return new Fate(
                row.getString("fate"),
                row.getString("own") == null
                        ? List.of((String[]) row.getArray("time_zones").getArray())
                        : ZoneResolver.ofNumber(number).zones(),
                row.getLong("leads"),
                examples(row),
                number,
                new LeadPlaces.Told(
                        row.getString("country"),
                        row.getString("state"),
                        row.getString("postal_code")));
    }

    /** Leads whose number another pending lead of the campaign has too. */
    DryRun.Some repeated(OrganizationId organization, CampaignId campaign) {
        return some(REPEATED, organization, campaign);
    }

    /** Leads whose number the organization has called as often as it may for now. */
    DryRun.Some capped(OrganizationId organization, CampaignId campaign) {
        return some(CAPPED, organization, campaign);
    }

    private DryRun.Some some(String sql, OrganizationId organization, CampaignId campaign) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("campaign", campaign.value())
                .query((row, n) -> new DryRun.Some(row.getLong("leads"), examples(row)))
                .single();
    }

    private static List<LeadId> examples(ResultSet row) throws SQLException {
        java.sql.Array ids = row.getArray("examples");
        return ids == null
                ? List.of()
                : Arrays.stream((UUID[]) ids.getArray()).map(LeadId::new).toList();
    }
}
