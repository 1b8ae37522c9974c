package io.carillon.activities.callerid;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.callerid.CallerIdStatistics.Day;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** At noon in UTC of November 24. */
class CallerIdStatisticsTest {
    private static final TestDatabase DATABASE =
            TestDatabase.open()
                    .at(Duration.between(Instant.now(), Instant.parse("2026-11-24T12:00:00Z")));

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());
    private final CallerId callerId =
            CallerIdStore.over(DATABASE.transactions())
                    .list(rows.organizationId(), null, 1)
                    .getFirst();
    private final CallerIdStatistics statistics = new CallerIdStatistics(DATABASE.transactions());
    private int calls;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void countsWhatWasAnsweredByDay() {
        call("2026-11-23T23:59:59Z", "human", Rows.CALLER_ID, "simulator");
        call("2026-11-24T00:00:00Z", "no_answer", Rows.CALLER_ID, "simulator");
        call("2026-11-24T10:00:00Z", "machine", Rows.CALLER_ID, "simulator");
        call("2026-11-24T11:00:00Z", "human", Rows.CALLER_ID, "simulator");
        call("2026-11-24T11:00:01Z", "human", Rows.CALLER_ID, "simulator");

        assertThat(statistics.days(rows.organizationId(), callerId, 2))
                .containsExactly(
                        new Day(LocalDate.parse("2026-11-23"), 1, 1, Map.of("human", 1)),
                        new Day(
                                LocalDate.parse("2026-11-24"),
                                4,
                                3,
                                Map.of("no_answer", 1, "machine", 1, "human", 2)));
    }

    @Test
    void countsNothingElse() {
        call("2026-11-23T23:59:59Z", "human", Rows.CALLER_ID, "simulator");
        call("2026-11-24T10:00:00Z", null, Rows.CALLER_ID, "simulator");
        call("2026-11-24T10:00:00Z", "human", "+12025550199", "simulator");
        call("2026-11-24T10:00:00Z", "human", Rows.CALLER_ID, "twilio");

        assertThat(statistics.days(rows.organizationId(), callerId, 1)).isEmpty();
    }

    private void call(String sendAt, @Nullable String result, String from, String carrier) {
        LeadId lead = rows.lead(campaign, "+1212555%04d".formatted(calls++), "America/New_York");
        boolean answered = "human".equals(result) || "machine".equals(result);
        rows.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, result, to_number, from_number,
                    callback_token, attempt, send_at, answered_at, ended_at, carrier)
                SELECT :id, organization_id, campaign_id, id, CASE WHEN :result = '' THEN 'in_progress' ELSE 'failed' END,
                    nullif(:result, ''), phones[1], :from, :token, 1, :at::timestamptz,
                    CASE WHEN :answered THEN :at::timestamptz END, CASE WHEN :result <> '' THEN :at::timestamptz END, :carrier
                FROM leads WHERE id = :lead
                """,
                Map.of(
                        "id",
                        UuidV7.next(),
                        "result",
                        result == null ? "" : result,
                        "from",
                        from,
                        "token",
                        lead.toString(),
                        "at",
                        sendAt,
                        "answered",
                        answered,
                        "carrier",
                        carrier,
                        "lead",
                        lead.value()));
    }
}
