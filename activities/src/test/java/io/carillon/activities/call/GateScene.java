package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.GateFacts.Look;
import io.carillon.activities.call.GateFacts.Pacer;
import io.carillon.activities.call.GateFacts.Pacers;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Facts by which a call passes the gate at {@link #SEND}, for a test to break one by one. No
 * database, no clock.
 */
final class GateScene {
    /** Friday noon in New York, where campaign and lead are. */
    static final Instant SEND = Instant.parse("2026-11-20T17:00:00Z");

    static final Duration HEADROOM = Duration.ofMillis(20);
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static final PhoneNumber NUMBER = new PhoneNumber("+12125550123");
    private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(0, 1));
    private static final CampaignId CAMPAIGN = new CampaignId(new UUID(0, 2));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 3));
    private static final CallId CALL = new CallId(new UUID(0, 4));
    private static final LeadId LEAD = new LeadId(new UUID(0, 5));

    Instant send = SEND;
    CampaignStatus status = CampaignStatus.ACTIVE;
    boolean direct;
    boolean single;
    boolean organizationActive = true;
    boolean countryAllowed = true;
    @Nullable FlowVersionId flow = new FlowVersionId(new UUID(0, 6));
    @Nullable Instant startsAt;
    @Nullable Instant endsAt;
    @Nullable Instant scheduledAt;
    @Nullable Instant expiresAt;
    int attempts;
    @Nullable Instant lastAttemptAt;
    List<ZoneId> zones = List.of(NEW_YORK);
    @Nullable String suppression;
    List<Instant> dialedBefore = List.of();
    int campaignLive;
    int accountLive;
    @Nullable AccountTrouble trouble;
    @Nullable BigDecimal pricePerMinute;
    BigDecimal reserved = BigDecimal.ZERO;
    List<CallerId> callerIds = List.of(callerId(0, null, null));
    @Nullable Integer organizationCallsPerDay;
    @Nullable BigDecimal organizationSpendPerDay;
    Map<String, Integer> callsPerNumber = Map.of();

    CallingHours hours = CallingHours.allDay();
    ZoneId zone = NEW_YORK;
    boolean useLeadZone = true;
    boolean floor;
    @Nullable String unlawful;
    Map<String, String> consent = Map.of();
    Map<String, String> variables = Map.of();
    boolean holdUnknownZone = true;
    int maxConcurrent = 10;
    @Nullable Integer maxCallsPerDay;
    int maxAttempts = 3;
    Duration spacing = Duration.ZERO;
    Duration ring = Duration.ofSeconds(30);

    private final Map<String, Pacer> pacers = new HashMap<>();

    static CallerId callerId(int n, @Nullable Integer callsPerDay, @Nullable Duration coolDown) {
        return new CallerId(
                new UUID(1, n), new PhoneNumber("+1202555010" + n), callsPerDay, coolDown, 1);
    }

    /** Once a day. */
    static CallerId callerId(int n, int rank) {
        return new CallerId(new UUID(1, n), new PhoneNumber("+1202555010" + n), 1, null, rank);
    }

    Verdict judged() {
        return GateRules.judge(facts());
    }

    /** The campaign's calls so far on that day, which is of its zone. */
    void campaignCalled(LocalDate day, int calls) {
        pacers.put(Scopes.campaign(CAMPAIGN), day(day, calls, "0"));
    }

    /** The organization's calls and spend so far on that day, which is of UTC. */
    void organizationCalled(LocalDate day, int calls, String spent) {
        pacers.put(Scopes.organization(ORGANIZATION), day(day, calls, spent));
    }

    void callerIdCalled(CallerId callerId, LocalDate day, int calls, Instant last) {
        pacers.put(callerId.scope(), new Pacer(last, Sent.NOTHING, day, calls, BigDecimal.ZERO));
    }

    private static Pacer day(LocalDate day, int calls, String spent) {
        return new Pacer(null, Sent.NOTHING, day, calls, new BigDecimal(spent));
    }

    private GateFacts facts() {
        return new GateFacts(
                send.minus(HEADROOM),
                call(),
                zones,
                countryAllowed,
                attempts,
                lastAttemptAt,
                null,
                trouble == null
                        ? new Account(ACCOUNT, "simulator", 1000, 10, floor, pricePerMinute)
                        : null,
                trouble,
                callerIds,
                unlawful,
                HEADROOM,
                1000,
                new Pacers(pacers),
                new Look(campaignLive, accountLive, reserved, suppression, dialedBefore));
    }

    private LockedCall call() {
        return new LockedCall(
                CALL,
                ORGANIZATION,
                new LockedCall.Organization(
                        organizationActive,
                        organizationCallsPerDay,
                        organizationSpendPerDay,
                        callsPerNumber),
                new LockedCall.Campaign(
                        CAMPAIGN,
                        direct,
                        status,
                        flow,
                        "simulator",
                        List.of(),
                        List.of(),
                        settings(),
                        startsAt,
                        endsAt,
                        floor),
                new LockedCall.Lead(
                        LEAD,
                        "in_call",
                        CALL,
                        List.of(NUMBER),
                        0,
                        List.of(),
                        "column",
                        variables,
                        attempts,
                        Map.of(),
                        lastAttemptAt,
                        null),
                single,
                "claimed",
                NUMBER,
                null,
                null,
                null,
                "token",
                null,
                new Options(false, null, null, null, null),
                Map.of(),
                new LockedCall.Attempt(
                        null, null, null, null, null, null, null, null, false, false, null),
                scheduledAt,
                expiresAt);
    }

    private CampaignSettings settings() {
        CampaignSettings plain = Rows.settings();
        return new CampaignSettings(
                hours,
                zone,
                useLeadZone,
                holdUnknownZone,
                maxConcurrent,
                1000,
                maxCallsPerDay,
                maxAttempts,
                spacing,
                ring,
                plain.maxCallDuration(),
                plain.retry(),
                plain.retrySpread(),
                plain.retryUntilGoal(),
                plain.machines(),
                plain.message(),
                plain.defaultCountry(),
                plain.allowedCountries(),
                plain.onDuplicate(),
                consent,
                plain.identity(),
                plain.preDialHook());
    }
}
