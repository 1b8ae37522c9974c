package io.carillon.activities.call;

import io.carillon.activities.account.AccountHealth;
import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.GateFacts.Pacer;
import io.carillon.activities.call.GateFacts.Pacers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The gate's statements between the lock of the call and the commit. */
final class GateStore {
    // All or none: who locked some and then made the others would hold the last of the order and
    // want the first.
    private static final String LOCK_PACERS =
            """
            SELECT scope, nullif(last_send_at, '-infinity') AS last_send_at, recent_sends, recent_calls, beat_at, day,
                calls_today, spent_today
            FROM pacers
            WHERE scope = ANY (:scopes)
              AND (SELECT count(*) FROM pacers WHERE scope = ANY (:scopes)) = cardinality(:scopes)
            ORDER BY scope
            FOR UPDATE
            """;

    private static final String ADD_PACERS =
            """
            INSERT INTO pacers (scope, organization_id)
            SELECT scope, CASE WHEN scope <> 'installation' THEN :organization END
            FROM unnest(:scopes) scope
            ORDER BY scope
            ON CONFLICT DO NOTHING
            """;

    // An account that is down is dialed with by its probe only, which the account's pace orders.
    private static final String RESERVE =
            """
            WITH paced AS (
                UPDATE pacers p
                SET last_send_at = greatest(p.last_send_at, :send),
                    recent_sends = v.recent::timestamptz[],
                    recent_calls = v.recent_call::uuid[],
                    beat_at = v.beat::timestamptz,
                    calls_today = CASE WHEN p.day = v.day THEN p.calls_today + 1 ELSE 1 END,
                    spent_today = CASE WHEN p.day = v.day THEN p.spent_today ELSE 0 END,
                    day = v.day
                FROM unnest(:scopes, :days, :recents, :recent_calls, :beats) AS v (scope, day, recent, recent_call, beat)
                WHERE p.scope = v.scope
            ), lead AS (
                UPDATE leads
                SET attempts = :attempt,
                    first_attempt_at = CASE WHEN :attempt = 1 THEN :send ELSE coalesce(first_attempt_at, :send) END,
                    last_attempt_at = :send,
                    held_by = NULL,
                    updated_at = carillon_now()
                WHERE id = :lead
            ), decided AS (
                INSERT INTO lead_decisions (id, organization_id, lead_id, call_id, at, decision, rule, last_at)
                SELECT :decision, :organization, :lead, :call, at, 'dialed', :rule, at
                FROM (SELECT carillon_now() AS at) clock
            ), probed AS (
                UPDATE carrier_accounts
                SET probe_call_id = :call,
                    down_until = carillon_now() + :lease::interval
                WHERE id = :account AND status = 'down'
            )
            UPDATE calls
            SET state = 'dialing',
                attempt = :attempt,
                send_at = :send,
                send_deadline = :deadline,
                from_number = :from,
                account_id = :account,
                carrier = :carrier,
                counted_cost = :highest,
                flow_version_id = coalesce(flow_version_id, :flow)
            WHERE id = :call
            """;

    private static final String ASKED =
            """
            UPDATE calls SET gate_asked_at = coalesce(gate_asked_at, carillon_now())
            WHERE id = :call AND state = 'claimed' AND campaign_id = ANY (:campaigns)
            RETURNING campaign_id
            """;

    // A caller id need not cool down from a request that did not leave: it was free at that
    // instant.
    private static final String UNCOUNT =
            """
            UPDATE pacers p
            SET calls_today = CASE WHEN p.day = v.day THEN greatest(0, p.calls_today - 1) ELSE p.calls_today END,
                last_send_at = CASE
                    WHEN v.scope = :callerId AND p.last_send_at = :send THEN :send - :coolDown::interval
                    ELSE p.last_send_at
                END
            FROM unnest(:scopes, :days) AS v (scope, day)
            WHERE p.scope = v.scope
            """;

    private static final String CALLER_ID =
            """
            SELECT id, coalesce(cool_down_seconds, 0) AS cool_down FROM caller_ids
            WHERE organization_id = :organization
              AND number = :number
              AND carrier = :carrier
              AND status <> 'retired'
              AND (max_calls_per_day IS NOT NULL OR cool_down_seconds IS NOT NULL)
            """;

    private final Transactions transactions;

    GateStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Locks the rows of these scopes in their order; a missing one is made first. */
    Pacers lockPacers(LockedCall call, List<String> scopes) {
        String[] sorted = scopes.stream().distinct().sorted().toArray(String[]::new);
        Map<String, Pacer> found = readPacers(sorted);
        if (found.size() < sorted.length) {
            transactions
                    .jdbc()
                    .sql(ADD_PACERS)
                    .param("organization", call.organization().value())
                    .param("scopes", sorted)
                    .update();
            found = readPacers(sorted);
        }
        return new Pacers(found);
    }

    private Map<String, Pacer> readPacers(String[] scopes) {
        var found = new HashMap<String, Pacer>();
        transactions
                .jdbc()
                .sql(LOCK_PACERS)
                .param("scopes", scopes)
                .query(
                        row -> {
                            Date day = row.getDate("day");
                            found.put(
                                    row.getString("scope"),
                                    new Pacer(
                                            instant(row, "last_send_at"),
                                            SentRows.read(row, ""),
                                            day == null ? null : day.toLocalDate(),
                                            row.getInt("calls_today"),
                                            row.getBigDecimal("spent_today")));
                        });
        return found;
    }

    /**
     * @param attempt the number this attempt gets
     * @param again an instant was reserved before and missed
     * @param deadline past which the request cannot leave any more
     */
    void reserve(GateFacts facts, Verdict.Pass pass, int attempt, boolean again, Instant deadline) {
        LockedCall call = facts.call();
        Account account = java.util.Objects.requireNonNull(facts.account());
        Map<String, LocalDate> days = days(call, account.id(), pass.from(), pass.sendAt());
        Map<String, Sent> sent = sent(facts, pass.sendAt());
        transactions
                .jdbc()
                .sql(RESERVE)
                .param("call", call.id().value())
                .param("lead", call.lead().id().value())
                .param("organization", call.organization().value())
                .param("attempt", attempt)
                .param("send", time(pass.sendAt()))
                .param("deadline", time(deadline))
                .param("from", pass.from().number().e164())
                .param("account", account.id().value())
                .param("carrier", account.carrier())
                .param("lease", AccountHealth.PROBE_LEASE.toString())
                .param(
                        "highest",
                        account.pricePerMinute() == null ? null : facts.highestCost(),
                        Types.NUMERIC)
                .param(
                        "flow",
                        call.campaign().flow() == null ? null : call.campaign().flow().value(),
                        Types.OTHER)
                .param("scopes", days.keySet().toArray(String[]::new))
                .param("days", days.values().stream().map(Date::valueOf).toArray(Date[]::new))
                .param("recents", each(days, scope -> SentRows.recent(sent.get(scope))))
                .param("recent_calls", each(days, scope -> SentRows.calls(sent.get(scope))))
                .param("beats", each(days, scope -> SentRows.beat(sent.get(scope))))
                .param("decision", UuidV7.next())
                .param("rule", again ? "turn_missed" : "gate")
                .update();
    }

    /**
     * The claim is kept and waits.
     *
     * @return its campaign; empty: it is of none of these, or not claimed
     */
    Optional<CampaignId> asked(CallId call, Set<CampaignId> campaigns) {
        return transactions
                .jdbc()
                .sql(ASKED)
                .param("call", call.value())
                .param("campaigns", campaigns.stream().map(CampaignId::value).toArray(UUID[]::new))
                .query(UUID.class)
                .optional()
                .map(CampaignId::new);
    }

    /**
     * Takes the call's reservation, at which nothing left, out of the counts of its day.
     *
     * @param others scopes to lock at the same time, so that all are locked in one order
     * @return all these scopes without it
     */
    Pacers uncount(LockedCall call, List<String> others) {
        Instant sendAt = call.attempt().sendAt();
        if (sendAt == null) {
            return lockPacers(call, others);
        }
        Map<String, LocalDate> days = new LinkedHashMap<>();
        Cooling shown = callerId(call);
        if (shown != null) {
            days.put(shown.scope(), utc(sendAt));
        }
        days.put(Scopes.campaign(call.campaign().id()), campaignDay(call, sendAt));
        days.put(Scopes.organization(call.organization()), utc(sendAt));
        List<String> scopes =
                Stream.concat(days.keySet().stream(), others.stream()).distinct().toList();
        lockPacers(call, scopes);
        transactions
                .jdbc()
                .sql(UNCOUNT)
                .param("scopes", days.keySet().toArray(String[]::new))
                .param("days", days.values().stream().map(Date::valueOf).toArray(Date[]::new))
                .param("callerId", shown == null ? "" : shown.scope())
                .param("coolDown", (shown == null ? 0 : shown.seconds()) + " seconds")
                .param("send", time(sendAt))
                .update();
        return lockPacers(call, scopes);
    }

    /** A caller id with limits, and how long it rests after a call. */
    private record Cooling(String scope, int seconds) {}

    private @Nullable Cooling callerId(LockedCall call) {
        return transactions
                .jdbc()
                .sql(CALLER_ID)
                .param("organization", call.organization().value())
                .param("number", call.from())
                .param("carrier", call.carrier())
                .query(
                        (row, n) ->
                                new Cooling(
                                        "caller_id:" + row.getObject("id", UUID.class),
                                        row.getInt("cool_down")))
                .optional()
                .orElse(null);
    }

    /** Which day each scope counts this instant for: the campaign's in its zone, others in UTC. */
    private static Map<String, LocalDate> days(
            LockedCall call, AccountId account, CallerId from, Instant sendAt) {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        days.put(Scopes.account(account), utc(sendAt));
        if (from.limited()) {
            days.put(from.scope(), utc(sendAt));
        }
        days.put(Scopes.campaign(call.campaign().id()), campaignDay(call, sendAt));
        days.put(Scopes.INSTALLATION, utc(sendAt));
        days.put(Scopes.organization(call.organization()), utc(sendAt));
        return days;
    }

    /** What the scopes with a pace have given out once this instant is. */
    private static Map<String, Sent> sent(GateFacts facts, Instant sendAt) {
        var sent = new HashMap<String, Sent>();
        facts.paces()
                .forEach(
                        (scope, pace) ->
                                sent.put(
                                        scope,
                                        facts.sent(scope, pace)
                                                .with(sendAt, facts.call().id().value(), pace)));
        return sent;
    }

    private static @Nullable String[] each(
            Map<String, LocalDate> days, Function<String, @Nullable String> value) {
        return days.keySet().stream().map(value).toArray(String[]::new);
    }

    private static LocalDate campaignDay(LockedCall call, Instant sendAt) {
        return sendAt.atZone(call.campaign().settings().zone()).toLocalDate();
    }

    private static LocalDate utc(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
