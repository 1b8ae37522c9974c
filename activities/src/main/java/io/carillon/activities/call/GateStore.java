package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.GateFacts.Look;
import io.carillon.activities.call.GateFacts.Pacer;
import io.carillon.activities.call.GateFacts.Pacers;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
    // The campaign's accounts in failover order, else every account of its carrier, oldest first;
    // with each account the caller ids verified for its carrier.
    private static final String OFFERS =
            """
            SELECT a.id, a.carrier, a.calls_per_second, a.max_concurrent, a.status, a.reason, a.lawful_floor,
                a.organization_id, a.base_url, a.credentials_sealed,
                i.id AS caller_id, i.number, i.max_calls_per_day, i.cool_down_seconds
            FROM carrier_accounts a
            LEFT JOIN caller_ids i
                ON i.organization_id = a.organization_id
                AND i.carrier = a.carrier
                AND i.status = 'verified'
                AND (:any OR i.number = ANY (:numbers))
            WHERE a.organization_id = :organization
              AND (a.id = ANY (:accounts) OR (:by_carrier AND a.carrier = :carrier))
            ORDER BY array_position(:accounts, a.id), a.id, array_position(:numbers, i.number), i.id
            """;

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

    // A statement of its own after the locks: its snapshot sees every gate that passed before. A
    // dial instant that is the reserved one was never told: that call may have left later.
    static final String LOOK =
            """
            SELECT carillon_now() AS now,
                (SELECT count(*) FROM calls
                 WHERE campaign_id = :campaign
                   AND state IN ('dialing', 'ringing', 'in_progress')
                   AND id <> :call) AS campaign_live,
                (SELECT count(*) FROM calls
                 WHERE account_id = :account
                   AND state IN ('dialing', 'ringing', 'in_progress')
                   AND id <> :call) AS account_live,
                coalesce((SELECT min(reason) FROM suppressions
                 WHERE organization_id = :organization
                   AND (number = :number OR prefix = ANY (:prefixes))
                   AND (campaign_id IS NULL OR campaign_id = :campaign)
                   AND (expires_at IS NULL OR expires_at > carillon_now())),
                 CASE WHEN is_erased(:organization, :number) THEN 'erased' END) AS suppression,
                CASE WHEN :window::interval > interval '0' THEN
                    (SELECT array_agg(dialed_at ORDER BY dialed_at) FROM calls
                     WHERE organization_id = :organization
                       AND to_number = :number
                       AND dialed_at > carillon_now() - :window::interval
                       AND id <> :call)
                END AS dialed_before,
                ARRAY(SELECT id FROM calls
                      WHERE id = ANY (:asked) AND dialed_at <> send_at
                      ORDER BY id) AS left_calls,
                ARRAY(SELECT dialed_at FROM calls
                      WHERE id = ANY (:asked) AND dialed_at <> send_at
                      ORDER BY id) AS left_at
            """;

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
            )
            UPDATE calls
            SET state = 'dialing',
                attempt = :attempt,
                send_at = :send,
                send_deadline = :deadline,
                from_number = :from,
                account_id = :account,
                carrier = :carrier,
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

    /**
     * What the campaign could dial with.
     *
     * @param sealed the account's address and credentials; null: none
     */
    record Offers(
            @Nullable Account account,
            @Nullable SealedAccount sealed,
            @Nullable AccountTrouble trouble,
            List<CallerId> callerIds) {}

    Offers offers(LockedCall call) {
        LockedCall.Campaign campaign = call.campaign();
        UUID[] accounts =
                call.account() != null
                        ? new UUID[] {call.account().value()}
                        : campaign.accounts().toArray(UUID[]::new);
        String requested = call.requestedFrom();
        String[] numbers =
                requested != null
                        ? new String[] {requested}
                        : campaign.callerIds().toArray(String[]::new);
        var read = new OfferRows();
        transactions
                .jdbc()
                .sql(OFFERS)
                .param("organization", call.organization().value())
                .param("accounts", accounts)
                .param("by_carrier", accounts.length == 0)
                .param("carrier", call.carrier() != null ? call.carrier() : campaign.carrier())
                .param("any", numbers.length == 0 && campaign.direct())
                .param("numbers", numbers)
                .query(read::add);
        return read.offers();
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
     * The look and the database's clock.
     *
     * @param left when calls asked for left
     */
    record Looked(Instant now, Look look, Map<UUID, Instant> left) {}

    /**
     * @param asked calls whose departure matters to the pace
     */
    Looked look(LockedCall call, @Nullable Account account, List<UUID> asked) {
        return transactions
                .jdbc()
                .sql(LOOK)
                .param("call", call.id().value())
                .param("organization", call.organization().value())
                .param("campaign", call.campaign().id().value())
                .param("account", account == null ? null : account.id().value(), Types.OTHER)
                .param("number", call.to().e164())
                .param("prefixes", prefixes(call.to()))
                .param("window", longestWindow(call).toString())
                .param("asked", asked.toArray(UUID[]::new))
                .query(
                        (row, n) ->
                                new Looked(
                                        row.getObject("now", OffsetDateTime.class).toInstant(),
                                        new Look(
                                                row.getInt("campaign_live"),
                                                row.getInt("account_live"),
                                                row.getString("suppression"),
                                                instants(row, "dialed_before")),
                                        left(row)))
                .single();
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

    Instant now() {
        return transactions
                .jdbc()
                .sql("SELECT carillon_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
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

    static String[] prefixes(PhoneNumber number) {
        String e164 = number.e164();
        var prefixes = new ArrayList<String>();
        for (int length = 2; length <= e164.length(); length++) {
            prefixes.add(e164.substring(0, length));
        }
        return prefixes.toArray(String[]::new);
    }

    private static Duration longestWindow(LockedCall call) {
        return call.owner().callsPerNumber().keySet().stream()
                .map(Duration::parse)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static Map<UUID, Instant> left(ResultSet row) throws SQLException {
        UUID[] calls = (UUID[]) row.getArray("left_calls").getArray();
        List<Instant> at = instants(row, "left_at");
        var left = new HashMap<UUID, Instant>();
        for (int i = 0; i < calls.length; i++) {
            left.put(calls[i], at.get(i));
        }
        return left;
    }

    private static List<Instant> instants(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        return Arrays.stream((java.sql.Timestamp[]) array.getArray())
                .map(java.sql.Timestamp::toInstant)
                .toList();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
