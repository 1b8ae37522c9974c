package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A campaign's calls of the day in another time zone, whose day began at another instant. Joins the
 * caller's transaction, in which the campaign's lock keeps the gate out.
 */
final class DayCount {
    // Nobody may call more by moving midnight: what the day that ends counted is not forgotten
    // before the new zone's next midnight.
    private static final String RECOUNT =
            """
            UPDATE pacers p
            SET calls_today = greatest(
                    (SELECT count(*) FROM calls WHERE campaign_id = :campaign AND send_at >= :since),
                    CASE WHEN p.day = :was THEN p.calls_today ELSE 0 END),
                day = :is
            WHERE p.scope = 'campaign:' || :campaign
            """;

    private final Transactions transactions;

    DayCount(Transactions transactions) {
        this.transactions = transactions;
    }

    void move(CampaignId campaign, ZoneId before, ZoneId after, Instant now) {
        if (before.equals(after)) {
            return;
        }
        LocalDate was = LocalDate.ofInstant(now, before);
        LocalDate is = LocalDate.ofInstant(now, after);
        OffsetDateTime midnight = midnight(was, before);
        OffsetDateTime other = midnight(is, after);
        transactions
                .jdbc()
                .sql(RECOUNT)
                .param("campaign", campaign.value())
                .param("since", midnight.isBefore(other) ? midnight : other)
                .param("was", was)
                .param("is", is)
                .update();
    }

    private static OffsetDateTime midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }
}
