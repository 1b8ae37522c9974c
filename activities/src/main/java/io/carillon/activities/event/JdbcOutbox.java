package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Events as rows. The sequence is the subject's highest plus one, which is gap-free because whoever
 * appends holds the lock of the subject's row until the commit.
 */
final class JdbcOutbox implements Outbox {
    private static final String APPEND =
            """
            INSERT INTO events (id, organization_id, type, subject_id, sequence, at, campaign_id, call_id, data)
            SELECT :id, :organization, :type, :subject, coalesce(max(sequence), 0) + 1, :at, :campaign, :call, :data::jsonb
            FROM events
            WHERE subject_id = :subject
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
        transactions
                .jdbc()
                .sql(APPEND)
                .param("id", UuidV7.next())
                .param("organization", event.organization().value())
                .param("type", event.type())
                .param("subject", event.subject())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("campaign", uuid(event.campaign()), java.sql.Types.OTHER)
                .param("call", uuid(event.call()), java.sql.Types.OTHER)
                .param("data", json(event.data()))
                .update();
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
