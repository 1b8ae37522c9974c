package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Events as rows. The sequence is the subject's highest plus one, which is gap-free because whoever
 * appends holds the lock of the subject's row until the commit.
 */
final class JdbcOutbox implements Outbox {
    // The highest sequence is that of before the statement; several events of one subject count on
    // from it.
    private static final String APPEND =
            """
            INSERT INTO events (id, organization_id, type, subject_id, sequence, at, campaign_id, call_id, data)
            SELECT e.id, e.organization, e.type, e.subject,
                (SELECT coalesce(max(sequence), 0) FROM events WHERE subject_id = e.subject)
                    + row_number() OVER (PARTITION BY e.subject ORDER BY e.nth),
                e.at, e.campaign, e.call, e.data::jsonb
            FROM unnest(:ids::uuid[], :organizations::uuid[], :types::text[], :subjects::text[], :ats::timestamptz[],
                :campaigns::uuid[], :calls::uuid[], :data::text[])
                WITH ORDINALITY AS e (id, organization, type, subject, at, campaign, call, data, nth)
            """;

    /** jsonb refuses NUL; a lost outcome would be worse than a lost character. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;

    JdbcOutbox(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void append(Event event) {
        appendAll(List.of(event));
    }

    @Override
    public void appendAll(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        transactions
                .jdbc()
                .sql(APPEND)
                .param("ids", each(events, UUID[]::new, event -> UuidV7.next()))
                .param(
                        "organizations",
                        each(events, UUID[]::new, event -> event.organization().value()))
                .param("types", each(events, String[]::new, Event::type))
                .param("subjects", each(events, String[]::new, Event::subject))
                .param("ats", each(events, String[]::new, event -> event.at().toString()))
                .param("campaigns", each(events, UUID[]::new, event -> uuid(event.campaign())))
                .param("calls", each(events, UUID[]::new, event -> uuid(event.call())))
                .param("data", each(events, String[]::new, event -> json(event.data())))
                .update();
    }

    private static <T> T[] each(
            List<Event> events, IntFunction<T[]> array, Function<Event, @Nullable T> value) {
        return events.stream().map(value).toArray(array);
    }

    private static String json(Map<String, @Nullable Object> data) {
        String json = JSON.writeValueAsString(data);
        return json.contains("\\u0000") ? NUL.matcher(json).replaceAll("$1\uFFFD") : json;
    }

    private static @Nullable UUID uuid(@Nullable CampaignId campaign) {
        return campaign == null ? null : campaign.value();
    }

    private static @Nullable UUID uuid(@Nullable CallId call) {
        return call == null ? null : call.value();
    }
}
