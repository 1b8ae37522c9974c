package io.carillon.activities.dispatch;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.carillon.activities.call.Countries;
import io.carillon.activities.campaign.Consent;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes due leads: one transaction that makes their call rows, after which their workflows are
 * started.
 */
final class Claims {
    /**
     * Leads looked at beyond the budget, so that some closed or busy ones do not cost a whole look.
     */
    private static final int SPARE = 50;

    /**
     * The same where the law holds: leads of one zone open at different times, so they are moved
     * one by one as they are looked at.
     */
    private static final int SPARE_BY_LAW = 500;

    /** Leads of one set of zones moved to their opening at once; the next look moves the next. */
    private static final int MOVED_AT_ONCE = 2_000;

    /**
     * A number that is on the line now is looked at again after this; ends of calls are not worth a
     * wake.
     */
    private static final Duration NUMBER_IN_USE = Duration.ofSeconds(5);

    // One index range per priority: leads that are not due yet are never read, however many there
    // are.
    private static final String DUE =
            """
            SELECT l.*, l.single AND EXISTS (
                    SELECT FROM calls k
                    JOIN carrier_accounts a ON a.organization_id = k.organization_id AND a.carrier = k.carrier
                    WHERE k.id = l.call_id AND a.lawful_floor) AS floor
            FROM generate_series(9, 0, -1) AS p(priority)
            CROSS JOIN LATERAL (
                SELECT id, time_zones, phones[phone_index + 1] AS number, single, call_id,
                    phone_index > 0 AND zone_source IN ('number', 'unknown') AS zones_of_number,
                    variables ->> 'country' AS country, variables ->> 'state' AS state,
                    variables ->> 'postal_code' AS postal_code, variables ->> :consent::text AS consent
                FROM leads
                WHERE campaign_id = :campaign AND status = 'pending' AND priority = p.priority
                  AND next_attempt_at <= :now
                ORDER BY next_attempt_at, id
                LIMIT :limit
                FOR UPDATE SKIP LOCKED) l
            LIMIT :limit
            """;

    // Of leads with one number only the first is claimed; whose number is on the line now is not.
    private static final String CLAIM =
            """
            WITH made AS (
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token,
                    claimed_at, queued_at)
                SELECT v.id, :organization, :campaign, v.lead, 'claimed', v.number, v.token, :now, :now
                FROM unnest(:ids::uuid[], :leads::uuid[], :numbers::text[], :tokens::text[])
                    WITH ORDINALITY AS v (id, lead, number, token, nth)
                ORDER BY v.nth
                ON CONFLICT (organization_id, to_number)
                    WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress')
                DO NOTHING
                RETURNING id, lead_id
            )
            UPDATE leads l
            SET status = 'in_call', call_id = made.id, held_by = NULL, updated_at = :now
            FROM made
            WHERE l.id = made.lead_id
            RETURNING l.id AS lead, made.id AS call
            """;

    // The number may be on the line already; the row then stays as it is.
    private static final String CLAIM_SINGLE =
            """
            UPDATE calls SET state = 'claimed', claimed_at = :now, gate_asked_at = NULL
            WHERE id = :id AND state = 'waiting' AND NOT EXISTS (
                SELECT 1 FROM calls o WHERE o.organization_id = :organization AND o.to_number = :number
                  AND o.state IN ('claimed', 'dialing', 'ringing', 'in_progress'))
            """;

    private static final String LEAD_IN_CALL =
            "UPDATE leads SET status = 'in_call', call_id = :call, held_by = NULL, updated_at = :now WHERE id = :lead";

    private static final String LEAD_LATER =
            "UPDATE leads SET next_attempt_at = :at::timestamptz, held_by = :rule WHERE id = :lead";

    // Zones guessed from a lead's first number say nothing about its others.
    private static final String ZONE_LATER =
            """
            UPDATE leads SET next_attempt_at = :at::timestamptz, held_by = :rule
            WHERE id IN (
                SELECT id FROM leads
                WHERE campaign_id = :campaign AND status = 'pending' AND next_attempt_at <= :now
                  AND time_zones = :zones::text[]
                  AND NOT (phone_index > 0 AND zone_source IN ('number', 'unknown'))
                LIMIT :limit
                FOR UPDATE SKIP LOCKED)
            """;

    // Rows the look holds.
    private static final String EACH_LATER =
            """
            UPDATE leads l SET next_attempt_at = m.at, held_by = m.rule
            FROM unnest(:leads::uuid[], :at::timestamptz[], :rules::text[]) AS m (lead, at, rule)
            WHERE l.id = m.lead
            """;

    static final String ANY_PENDING =
            """
            SELECT (SELECT true FROM leads WHERE campaign_id = :campaign AND status = 'pending'
            ORDER BY next_attempt_at LIMIT 1) IS NOT NULL
            """;

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @param zones of the number, as the gate sees them
     * @param ofNumber they are this number's own, and not its lead's
     * @param consent the cell with the person's own consent; null: it is empty
     */
    private record Due(
            UUID lead,
            List<String> zones,
            boolean ofNumber,
            String number,
            boolean single,
            @Nullable UUID call,
            boolean floor,
            LeadPlaces.Told told,
            @Nullable String consent) {
        Ground ground(Budget.Allowed allowed) {
            return new Ground(
                    zones,
                    ofNumber,
                    floor || allowed.floor() ? LeadPlaces.of(new PhoneNumber(number), told) : null);
        }
    }

    /** What a lead's hours depend on; places null: it is rung by no real carrier. */
    private record Ground(List<String> zones, boolean ofNumber, @Nullable Set<Place> places) {
        LeadHours.Placement place(LeadHours hours, Instant now) {
            LeadHours held = places == null ? hours : hours.lawfulAt(places);
            return held.place(now, LeadHours.zones(zones));
        }

        /** Its leads are all the leads of these zones. */
        boolean wholeZone() {
            return places == null && !ofNumber;
        }
    }

    /**
     * One look's work.
     *
     * @param active false: the campaign does not dial now
     * @param calls claimed; their workflows are to be started
     * @param looked leads that were due, claimed or not; 0 with a budget means nothing is due
     * @param full there was no budget
     * @param more leads were left that could have been claimed with more budget
     * @param pace the campaign's own calls per second
     */
    record Look(
            boolean active,
            List<CallStart> calls,
            int looked,
            boolean full,
            boolean more,
            double pace) {
        static final Look IDLE = new Look(false, List.of(), 0, false, false, 0);
    }

    private final Transactions transactions;
    private final Budget budget;
    private final LeadDecisions decisions;

    Claims(Transactions transactions, Budget budget, LeadDecisions decisions) {
        this.transactions = transactions;
        this.budget = budget;
        this.decisions = decisions;
    }

    Look look(CampaignStart campaign) {
        budget.renew();
        return transactions.system(
                () -> {
                    Budget.Allowed allowed = budget.of(campaign).orElse(null);
                    if (allowed == null || !allowed.active()) {
                        return Look.IDLE;
                    }
                    double pace = allowed.settings().callsPerSecond();
                    if (allowed.claims() == 0) {
                        return new Look(true, List.of(), 0, true, allowed.slots(), pace);
                    }
                    List<Due> due = due(campaign, allowed);
                    boolean more = due.size() > allowed.claims();
                    return new Look(
                            true, claim(campaign, allowed, due), due.size(), false, more, pace);
                });
    }

    boolean anyPending(CampaignStart campaign) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(ANY_PENDING)
                                .param("campaign", campaign.campaign().value())
                                .query(Boolean.class)
                                .single());
    }

    private List<Due> due(CampaignStart campaign, Budget.Allowed allowed) {
        return transactions
                .jdbc()
                .sql(DUE)
                .param("campaign", campaign.campaign().value())
                .param("now", utc(allowed.now()))
                .param("consent", Consent.of(allowed.settings()).column(), Types.VARCHAR)
                .param("limit", allowed.claims() + (allowed.floor() ? SPARE_BY_LAW : SPARE))
                .query((row, n) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        String number = row.getString("number");
        boolean ofNumber = row.getBoolean("zones_of_number");
        return new Due(
                row.getObject("id", UUID.class),
                ofNumber
                        ? ZoneResolver.ofNumber(new PhoneNumber(number)).zones()
                        : Arrays.asList((String[]) row.getArray("time_zones").getArray()),
                ofNumber,
                number,
                row.getBoolean("single"),
                row.getObject("call_id", UUID.class),
                row.getBoolean("floor"),
                new LeadPlaces.Told(
                        row.getString("country"),
                        row.getString("state"),
                        row.getString("postal_code")),
                row.getString("consent"));
    }

    private List<CallStart> claim(CampaignStart campaign, Budget.Allowed allowed, List<Due> due) {
        var hours = new LeadHours(allowed.settings());
        var placements = new LinkedHashMap<Ground, LeadHours.Placement>();
        var open = new ArrayList<Due>();
        var closedAlone = new LinkedHashMap<UUID, LeadHours.Placement>();
        var disagreeing = new LinkedHashMap<UUID, String>();
        for (Due lead : due) {
            Ground ground = lead.ground(allowed);
            String lacking = lacking(lead, ground, allowed);
            if (lacking != null) {
                disagreeing.put(lead.lead(), lacking);
                continue;
            }
            LeadHours.Placement placement =
                    placements.computeIfAbsent(ground, any -> any.place(hours, allowed.now()));
            if (placement.heldBy() != null && !ground.wholeZone()) {
                closedAlone.put(lead.lead(), placement);
            } else if (placement.heldBy() == null && open.size() < allowed.claims()) {
                open.add(lead);
            }
        }
        placements.forEach(
                (ground, placement) -> {
                    if (ground.wholeZone()) {
                        moveZone(campaign, ground.zones(), placement, allowed.now());
                    }
                });
        moveEach(closedAlone);
        hold(campaign, disagreeing);
        // Two dispatchers that meet the same numbers take them in the same order, so neither waits
        // for the other's.
        open.sort(Comparator.comparing(Due::number));
        var claimed = new ArrayList<CallStart>();
        Map<UUID, UUID> calls = makeCalls(campaign, open, allowed.now());
        for (Due lead : open) {
            UUID call =
                    lead.single()
                            ? claimSingle(campaign, lead, allowed.now())
                            : calls.get(lead.lead());
            if (call == null) {
                inUse(campaign, lead, allowed.now());
            } else {
                claimed.add(
                        new CallStart(
                                new CallId(call),
                                new LeadId(lead.lead()),
                                campaign.campaign(),
                                campaign.organization()));
            }
        }
        return claimed;
    }

    /**
     * Why no real carrier may call this person, as the gate would say; null: it may, or the gate
     * has an end for the lead, which comes first.
     */
    private static @Nullable String lacking(Due lead, Ground ground, Budget.Allowed allowed) {
        String column = Consent.of(allowed.settings()).column();
        return !allowed.floor()
                        || column == null
                        || ground.places() == null
                        || !LeadPlaces.ruled(ground.places())
                        || !Countries.allowed(new PhoneNumber(lead.number()), allowed.settings())
                ? null
                : Consent.of(allowed.settings())
                        .lacking(
                                Map.of(column, lead.consent() == null ? "" : lead.consent()),
                                allowed.now());
    }

    private void hold(CampaignStart campaign, Map<UUID, String> disagreeing) {
        var until = new LeadHours.Placement(null, WaitingFor.ACCOUNT_PROBLEM.wire());
        moveEach(disagreeing.keySet().stream().collect(toMap(identity(), lead -> until)));
        decisions.appendAll(
                disagreeing.entrySet().stream()
                        .map(
                                held ->
                                        new LeadDecisions.Decision(
                                                campaign.organization(),
                                                new LeadId(held.getKey()),
                                                null,
                                                "held",
                                                WaitingFor.ACCOUNT_PROBLEM.wire(),
                                                held.getValue(),
                                                null))
                        .toList());
    }

    private void inUse(CampaignStart campaign, Due lead, Instant now) {
        Instant later = now.plus(NUMBER_IN_USE);
        transactions
                .jdbc()
                .sql(LEAD_LATER)
                .param("lead", lead.lead())
                .param("at", utc(later))
                .param("rule", "number_in_use")
                .update();
        decisions.append(
                new LeadDecisions.Decision(
                        campaign.organization(),
                        new LeadId(lead.lead()),
                        null,
                        "held",
                        "number_in_use",
                        null,
                        later));
    }

    /** A call that somebody was told the id of; null: its number is on the line. */
    private @Nullable UUID claimSingle(CampaignStart campaign, Due lead, Instant now) {
        UUID call = lead.call();
        if (call == null) {
            return null;
        }
        int claimed =
                transactions
                        .jdbc()
                        .sql(CLAIM_SINGLE)
                        .param("id", call)
                        .param("organization", campaign.organization().value())
                        .param("number", lead.number())
                        .param("now", utc(now))
                        .update();
        if (claimed == 0) {
            return null;
        }
        transactions
                .jdbc()
                .sql(LEAD_IN_CALL)
                .param("call", call)
                .param("lead", lead.lead())
                .param("now", utc(now))
                .update();
        return call;
    }

    /**
     * All in one statement, in the order of the leads.
     *
     * @return the new calls of those that could be claimed, by lead
     */
    private Map<UUID, UUID> makeCalls(CampaignStart campaign, List<Due> open, Instant now) {
        List<Due> leads = open.stream().filter(lead -> !lead.single()).toList();
        var calls = new HashMap<UUID, UUID>();
        if (leads.isEmpty()) {
            return calls;
        }
        transactions
                .jdbc()
                .sql(CLAIM)
                .param("organization", campaign.organization().value())
                .param("campaign", campaign.campaign().value())
                .param("now", utc(now))
                .param("ids", leads.stream().map(lead -> UuidV7.next()).toArray(UUID[]::new))
                .param("leads", leads.stream().map(Due::lead).toArray(UUID[]::new))
                .param("numbers", leads.stream().map(Due::number).toArray(String[]::new))
                .param("tokens", leads.stream().map(lead -> token()).toArray(String[]::new))
                .query(
                        row -> {
                            calls.put(
                                    row.getObject("lead", UUID.class),
                                    row.getObject("call", UUID.class));
                        });
        return calls;
    }

    private void moveZone(
            CampaignStart campaign,
            List<String> zones,
            LeadHours.Placement placement,
            Instant now) {
        if (placement.heldBy() == null) {
            return;
        }
        Instant at = placement.nextAttemptAt();
        transactions
                .jdbc()
                .sql(ZONE_LATER)
                .param("campaign", campaign.campaign().value())
                .param("zones", zones.toArray(String[]::new))
                .param("now", utc(now))
                .param("at", at == null ? null : utc(at))
                .param("rule", placement.heldBy())
                .param("limit", MOVED_AT_ONCE)
                .update();
    }

    private void moveEach(Map<UUID, LeadHours.Placement> placements) {
        if (placements.isEmpty()) {
            return;
        }
        transactions
                .jdbc()
                .sql(EACH_LATER)
                .param("leads", placements.keySet().toArray(UUID[]::new))
                .param(
                        "at",
                        placements.values().stream()
                                .map(LeadHours.Placement::nextAttemptAt)
                                .map(at -> at == null ? null : at.toString())
                                .toArray(String[]::new))
                .param(
                        "rules",
                        placements.values().stream()
                                .map(LeadHours.Placement::heldBy)
                                .toArray(String[]::new))
                .update();
    }

    /** 256 random bits: whoever knows it may speak for the carrier about this call. */
    private static String token() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
