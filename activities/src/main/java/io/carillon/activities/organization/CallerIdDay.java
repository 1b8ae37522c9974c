package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.workflows.ids.OrganizationId;

/**
 * What a number has been shown for by the time it gets limits: the gate counts only for caller ids
 * that have some. Joins the caller's transaction.
 */
final class CallerIdDay {
    // In the order of their ids, as nobody else locks more than one. A gate holds its campaign's
    // from before it reads caller ids until it has counted.
    private static final String KEEP_GATES_OUT =
            """
            SELECT count(*) FROM (
                SELECT id FROM campaigns
                WHERE organization_id = :organization
                  AND status NOT IN ('completed', 'stopped')
                ORDER BY id
                FOR NO KEY UPDATE) locked
            """;

    // The day is UTC's, as the gate's; no number cools down for longer than a day. Where a day
    // ago is, is asked once: a clock that may go on from row to row bounds no index.
    static final String COUNT =
            """
            INSERT INTO pacers (scope, organization_id, last_send_at, day, calls_today)
            SELECT 'caller_id:' || :id, :organization, coalesce(max(k.send_at), '-infinity'), d.day,
                count(k.send_at) FILTER (WHERE k.send_at >= d.day::timestamp AT TIME ZONE 'UTC')
            FROM (SELECT (carillon_now() AT TIME ZONE 'UTC')::date AS day) d
            LEFT JOIN calls k
                ON k.organization_id = :organization
                AND k.from_number = :number
                AND k.carrier = :carrier
                AND k.send_at >= (SELECT carillon_now() - interval '1 day')
            GROUP BY d.day
            ON CONFLICT (scope) DO UPDATE
            SET last_send_at = excluded.last_send_at,
                day = excluded.day,
                calls_today = excluded.calls_today
            """;

    private final Transactions transactions;

    CallerIdDay(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Until the commit nothing is dialed for the organization. */
    void keepGatesOut(OrganizationId organization) {
        transactions
                .jdbc()
                .sql(KEEP_GATES_OUT)
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    void count(OrganizationId organization, CallerId callerId) {
        transactions
                .jdbc()
                .sql(COUNT)
                .param("id", callerId.id().value())
                .param("organization", organization.value())
                .param("number", callerId.number().e164())
                .param("carrier", callerId.carrier())
                .update();
    }
}
