package io.carillon.activities.callerid;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The statements of code calls, within the system's transaction: their calls are another's. */
final class CodeCallRows {
    // Every caller id of the number shares the oldest row, whatever became of it.
    private static final String LOCK =
            """
            SELECT id FROM caller_ids
            WHERE organization_id = :organization AND number = :number
            ORDER BY id
            LIMIT 1
            FOR UPDATE
            """;

    private static final String OF_THE_DAY =
            """
            SELECT count(*) FROM caller_id_codes
            WHERE organization_id = :organization AND number = :number
              AND asked_at > carillon_now() - interval '1 day'
            """;

    private static final String OWNER =
            """
            SELECT organization_id FROM campaigns
            WHERE id = :campaign AND kind = 'campaign' AND archived_at IS NULL
            """;

    private static final String INSERT =
            """
            INSERT INTO caller_id_codes (id, organization_id, number, call_id, asked_at, expires_at)
            SELECT :id, :organization, :number, :call, now, now + :good::interval
            FROM (SELECT carillon_now() AS now) clock
            """;

    private static final String LAST =
            """
            SELECT c.asked_at, c.expires_at, k.state, k.reason, l.held_by
            FROM caller_id_codes c
            LEFT JOIN calls k ON k.id = c.call_id
            LEFT JOIN leads l ON l.id = k.lead_id
            WHERE c.organization_id = :organization AND c.number = :number
              AND c.asked_at > carillon_now() - interval '1 day'
            ORDER BY c.asked_at DESC, c.id DESC
            LIMIT 1
            """;

    // What nobody has heard proves nothing, however it became known.
    private static final String CODE =
            """
            SELECT c.id, c.tries, c.used_at IS NULL AND c.expires_at > carillon_now() AND k.answered_at IS NOT NULL AS good,
                k.variables ->> 'code' AS code
            FROM caller_id_codes c
            LEFT JOIN calls k ON k.id = c.call_id
            WHERE c.organization_id = :organization AND c.number = :number
            ORDER BY c.asked_at DESC, c.id DESC
            LIMIT 1
            FOR UPDATE OF c
            """;

    private static final String WRONG =
            "UPDATE caller_id_codes SET tries = tries + 1 WHERE id = :id";

    private static final String USED =
            "UPDATE caller_id_codes SET used_at = carillon_now() WHERE id = :id";

    private final Transactions transactions;

    CodeCallRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The newest.
     *
     * @param good somebody heard it, it is not used up, and not too old
     */
    record Code(UUID id, int tries, boolean good, @Nullable String text) {}

    /** Nobody else counts or places calls to this number meanwhile. */
    void lock(OrganizationId organization, PhoneNumber number) {
        about(LOCK, organization, number).query(UUID.class).list();
    }

    int ofTheDay(OrganizationId organization, PhoneNumber number) {
        return about(OF_THE_DAY, organization, number).query(Integer.class).single();
    }

    Optional<OrganizationId> owner(UUID campaign) {
        return transactions
                .jdbc()
                .sql(OWNER)
                .param("campaign", campaign)
                .query(UUID.class)
                .optional()
                .map(OrganizationId::new);
    }

    void insert(OrganizationId organization, PhoneNumber number, CallId call, Duration good) {
        about(INSERT, organization, number)
                .param("id", UuidV7.next())
                .param("call", call.value())
                .param("good", good.toString())
                .update();
    }

    Optional<CodeCalls.Placed> last(OrganizationId organization, PhoneNumber number) {
        int left = Math.max(0, CodeCalls.MOST_PER_DAY - ofTheDay(organization, number));
        return about(LAST, organization, number).query((row, n) -> placed(row, left)).optional();
    }

    private static CodeCalls.Placed placed(ResultSet row, int left) throws SQLException {
        String state = row.getString("state");
        String held = row.getString("held_by");
        return new CodeCalls.Placed(
                instant(row, "asked_at"),
                instant(row, "expires_at"),
                left,
                shown(state),
                held == null ? row.getString("reason") : held);
    }

    /** As the contract calls it. */
    private static @Nullable String shown(@Nullable String state) {
        return "waiting".equals(state) || "claimed".equals(state) ? "queued" : state;
    }

    Optional<Code> code(OrganizationId organization, PhoneNumber number) {
        return about(CODE, organization, number)
                .query(
                        (row, n) ->
                                new Code(
                                        row.getObject("id", UUID.class),
                                        row.getInt("tries"),
                                        row.getBoolean("good"),
                                        row.getString("code")))
                .optional();
    }

    void wrong(Code code) {
        transactions.jdbc().sql(WRONG).param("id", code.id()).update();
    }

    void used(Code code) {
        transactions.jdbc().sql(USED).param("id", code.id()).update();
    }

    private StatementSpec about(String sql, OrganizationId organization, PhoneNumber number) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("organization", organization.value())
                .param("number", number.e164());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
    }
}
