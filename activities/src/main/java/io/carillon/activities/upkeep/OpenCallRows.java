package io.carillon.activities.upkeep;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Live calls that should be looked at. Each question opens its own short transaction. */
final class OpenCallRows {
    // Asking Temporal about every live call every half minute would cost more than the calls. A
    // workflow lived when it dialed and when it took news; one that gave no sign for half a minute
    // is asked about. With a sweep each half minute, a terminated one is found within a minute. A
    // claim becomes a dial, and news is taken, within a second: five seconds more are a sign of
    // their own.
    static final String SILENT =
            """
            SELECT k.id, k.lead_id, k.campaign_id, k.organization_id, k.state, k.claimed_at, k.account_id,
                k.single AND k.reason IS NOT NULL AS released_before,
                k.give_up_at < carillon_now() AS given_up,
                k.answered_at IS NULL AND k.talk_limit IS NOT NULL AS may_talk,
                k.give_up_at + CASE WHEN k.answered_at IS NULL THEN coalesce(k.talk_limit, '0') ELSE '0' END
                    < carillon_now() AS hopeless
            FROM calls k
            WHERE k.state IN ('claimed', 'dialing', 'ringing', 'in_progress')
                AND k.claimed_at < carillon_now() - INTERVAL '5 seconds'
                AND (
                    k.state = 'claimed'
                    OR k.give_up_at < carillon_now()
                    OR EXISTS (
                        SELECT FROM carrier_news n
                        WHERE n.call_id = k.id AND n.told_at IS NULL
                            AND n.received_at < carillon_now() - INTERVAL '5 seconds')
                    OR greatest(k.claimed_at, k.send_at, k.dialed_at) < carillon_now() - INTERVAL '30 seconds'
                        AND NOT EXISTS (
                            SELECT FROM carrier_news n
                            WHERE n.call_id = k.id AND n.news IS NOT NULL
                                AND n.told_at >= carillon_now() - INTERVAL '30 seconds'))
            ORDER BY k.claimed_at
            """;

    // By the carrier somebody talks. That may have begun with the ring's last moment.
    private static final String PUT_OFF =
            """
            UPDATE calls SET give_up_at = give_up_at + talk_limit, talk_limit = NULL
            WHERE id = :call AND talk_limit IS NOT NULL AND answered_at IS NULL
                AND state IN ('dialing', 'ringing', 'in_progress')
            """;

    private static final String SAME_CLAIM =
            """
            SELECT EXISTS (
                SELECT FROM calls
                WHERE id = :call AND state = 'claimed' AND claimed_at = :claimed)
            """;

    private final Transactions transactions;

    OpenCallRows(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * @param claimed undialed
     * @param releasedBefore a single call whose gate turned an earlier claim away: its workflow has
     *     ended before
     * @param givenUp its time is over: it is to be judged whatever its workflow does
     * @param mayTalk no answer is known, and the time of a conversation is not over
     * @param hopeless it cannot be live by any reckoning
     */
    record OpenCall(
            CallStart start,
            boolean claimed,
            Instant claimedAt,
            @Nullable AccountId account,
            boolean releasedBefore,
            boolean givenUp,
            boolean mayTalk,
            boolean hopeless) {
        CallId id() {
            return start.call();
        }

        Reconciliations.Subject subject() {
            return new Reconciliations.Subject(start.organization(), start.lead(), start.call());
        }
    }

    /** Live calls whose workflows have given no sign of life for a while, or whose time is over. */
    List<OpenCall> silent() {
        return transactions.system(
                () -> transactions.jdbc().sql(SILENT).query((row, n) -> read(row)).list());
    }

    /** Somebody may be talking: the end of that is waited for. */
    void putOff(OpenCall call) {
        transactions.system(
                () -> {
                    transactions.jdbc().sql(PUT_OFF).param("call", call.id().value()).update();
                });
    }

    /** Nobody gave that claim back since it was read. */
    boolean sameClaim(OpenCall call) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(SAME_CLAIM)
                                .param("call", call.id().value())
                                .param("claimed", call.claimedAt().atOffset(ZoneOffset.UTC))
                                .query(Boolean.class)
                                .single());
    }

    private static OpenCall read(ResultSet row) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        return new OpenCall(
                start(row),
                row.getString("state").equals("claimed"),
                row.getObject("claimed_at", OffsetDateTime.class).toInstant(),
                account == null ? null : new AccountId(account),
                row.getBoolean("released_before"),
                row.getBoolean("given_up"),
                row.getBoolean("may_talk"),
                row.getBoolean("hopeless"));
    }

    private static CallStart start(ResultSet row) throws SQLException {
        return new CallStart(
                new CallId(row.getObject("id", UUID.class)),
                new LeadId(row.getObject("lead_id", UUID.class)),
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)));
    }
}
