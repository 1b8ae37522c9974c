package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What our rows say of the calls carriers should hold. Each question has its own transaction. */
final class LineRows {
    // Who has a call now, or sent one so lately that it may still be on the line: the longest call
    // lasts four hours.
    static final String ACCOUNTS =
            """
            SELECT a.id, a.carrier
            FROM carrier_accounts a
            WHERE EXISTS (
                    SELECT FROM calls k
                    WHERE k.account_id = a.id AND k.state IN ('dialing', 'ringing', 'in_progress'))
                OR EXISTS (
                    SELECT FROM pacers p
                    WHERE p.scope = 'account:' || a.id
                        AND p.last_send_at > carillon_now() - INTERVAL '4 hours'
                        AND p.last_send_at < 'infinity')
            """;

    // A carrier needs a moment to list a call that it was just asked for. After the first list
    // without it, its callback has a minute, as after the maximum duration.
    static final String LIVE =
            """
            SELECT k.id, k.carrier_call_id, k.unlisted_at IS NOT NULL AS missed,
                k.unlisted_at < carillon_now() - INTERVAL '60 seconds' AS over
            FROM calls k
            WHERE k.account_id = :account AND k.state IN ('dialing', 'ringing', 'in_progress')
                AND greatest(k.send_at, k.dialed_at) < carillon_now() - INTERVAL '15 seconds'
            """;

    private static final String MISSED =
            """
            UPDATE calls SET unlisted_at = carillon_now()
            WHERE id = ANY (:calls) AND unlisted_at IS NULL
                AND state IN ('dialing', 'ringing', 'in_progress')
            """;

    private static final String FOUND =
            "UPDATE calls SET unlisted_at = NULL WHERE id = ANY (:calls) AND unlisted_at IS NOT NULL";

    // A list may be some seconds old when it is read.
    static final String LISTED =
            """
            SELECT k.id, k.organization_id, k.lead_id, k.carrier_call_id,
                k.state IN ('dialing', 'ringing', 'in_progress') AS live,
                k.state IN ('waiting', 'claimed') AS undialed,
                coalesce(k.ended_at < carillon_now() - INTERVAL '30 seconds', true)
                    AND coalesce(k.account_id = :account, true) AS settled
            FROM calls k
            WHERE k.id = ANY (:calls)
            """;

    private final Transactions transactions;

    LineRows(Transactions transactions) {
        this.transactions = transactions;
    }

    record Account(AccountId id, String carrier) {}

    /**
     * Live by our row for long enough that a carrier should list it.
     *
     * @param carrierCallId null: the carrier has not named it
     * @param missed the last list lacked it
     * @param over so did all since a minute ago
     */
    record OnTheLine(CallId call, @Nullable String carrierCallId, boolean missed, boolean over) {}

    /**
     * What we know of a call some carrier lists.
     *
     * @param undialed by our row no request for it ever left
     * @param settled it is this account's, and ended so long ago that no list should hold it
     */
    record Known(
            CallId call,
            OrganizationId organization,
            LeadId lead,
            @Nullable String carrierCallId,
            boolean live,
            boolean undialed,
            boolean settled) {
        Reconciliations.Subject subject() {
            return new Reconciliations.Subject(organization, lead, call);
        }
    }

    List<Account> accounts() {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(ACCOUNTS)
                                .query(
                                        (row, n) ->
                                                new Account(
                                                        new AccountId(uuid(row, "id")),
                                                        row.getString("carrier")))
                                .list());
    }

    List<OnTheLine> live(AccountId account) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(LIVE)
                                .param("account", account.value())
                                .query(
                                        (row, n) ->
                                                new OnTheLine(
                                                        new CallId(uuid(row, "id")),
                                                        row.getString("carrier_call_id"),
                                                        row.getBoolean("missed"),
                                                        row.getBoolean("over")))
                                .list());
    }

    void missed(Collection<CallId> calls) {
        update(MISSED, calls);
    }

    void found(Collection<CallId> calls) {
        update(FOUND, calls);
    }

    /** Those of an account's list that we have rows of. */
    List<Known> known(AccountId account, Collection<CallId> calls) {
        return calls.isEmpty()
                ? List.of()
                : transactions.system(
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(LISTED)
                                        .param("account", account.value())
                                        .param("calls", values(calls))
                                        .query((row, n) -> known(row))
                                        .list());
    }

    private void update(String sql, Collection<CallId> calls) {
        if (!calls.isEmpty()) {
            transactions.system(
                    () -> {
                        transactions.jdbc().sql(sql).param("calls", values(calls)).update();
                    });
        }
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new CallId(uuid(row, "id")),
                new OrganizationId(uuid(row, "organization_id")),
                new LeadId(uuid(row, "lead_id")),
                row.getString("carrier_call_id"),
                row.getBoolean("live"),
                row.getBoolean("undialed"),
                row.getBoolean("settled"));
    }

    private static UUID[] values(Collection<CallId> calls) {
        return calls.stream().map(CallId::value).toArray(UUID[]::new);
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
