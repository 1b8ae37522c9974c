package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.holiday.Holidays;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.schedule.CallingHours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Dates of the holidays a campaign keeps. They are worked out and stored when it is written, when
 * it is started, and again when a year of them has passed: a gate only looks them up, and a user
 * sees what will be kept.
 */
final class KeptHolidays {
    /** An opening is looked for up to 400 days ahead, so the years after next are known too. */
    private static final int YEARS_AHEAD = 3;

    private static final String READ =
            "SELECT settings, carillon_now() AS now FROM campaigns WHERE id = :id";

    private static final String WRITE =
            "UPDATE campaigns SET settings = :settings::jsonb WHERE id = :id";

    private static final String RUNNING_OUT =
            """
            SELECT id FROM campaigns c
            WHERE status IN ('scheduled', 'active', 'paused')
              AND archived_at IS NULL
              AND c.settings #> '{hours,holidaysOf}' <> '[]'
              AND NOT EXISTS (
                SELECT FROM jsonb_array_elements_text(c.settings #> '{hours,holidays}') AS d (date)
                WHERE d.date::date >= date_trunc('year', carillon_now()) + interval '3 years')
            LIMIT 100
            FOR NO KEY UPDATE SKIP LOCKED
            """;

    private final Transactions transactions;

    KeptHolidays(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The settings with the dates of their regions, from last year on. */
    static CampaignSettings resolved(CampaignSettings settings, Instant now) {
        CallingHours hours = settings.hours();
        return settings.with(hours.keeping(dates(hours.holidaysOf(), now)));
    }

    private static Set<LocalDate> dates(List<String> regions, Instant now) {
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        var dates = new TreeSet<LocalDate>();
        for (String region : regions) {
            for (int of = year - 1; of <= year + YEARS_AHEAD; of++) {
                dates.addAll(Holidays.rests(region, of));
            }
        }
        return dates;
    }

    /** Within the current transaction, which holds the campaign. */
    void renew(CampaignId campaign) {
        transactions
                .jdbc()
                .sql(READ)
                .param("id", campaign.value())
                .query(
                        (row, n) ->
                                resolved(
                                        SettingsJson.read(row.getString("settings")),
                                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .optional()
                .filter(settings -> !settings.hours().holidaysOf().isEmpty())
                .ifPresent(settings -> write(campaign, settings));
    }

    private void write(CampaignId campaign, CampaignSettings settings) {
        transactions
                .jdbc()
                .sql(WRITE)
                .param("id", campaign.value())
                .param("settings", SettingsJson.write(settings))
                .update();
    }

    /** Of every campaign under way that knows no holidays three years ahead. */
    void renewRunningOut() {
        transactions.system(
                () ->
                        transactions.jdbc().sql(RUNNING_OUT).query(UUID.class).list().stream()
                                .map(CampaignId::new)
                                .forEach(this::renew));
    }
}
