package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.call.GateFacts.Look;
import io.carillon.activities.call.GateFacts.Pacer;
import io.carillon.activities.call.GateFacts.Pacers;
import io.carillon.activities.campaign.FloorRules;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The gate's rules with their pace rows in memory, for simulations: the rules are production's, the
 * rows are kept as {@link GateStore} keeps them. One model is one installation.
 */
public final class GateModel {
    private static final int MOST_AHEAD = 50;
    private static final UUID FLOW = new UUID(7, 7);

    private final Map<String, Pacer> pacers = new HashMap<>();
    private final OrganizationId organization;
    private final double installation;

    public GateModel(UUID organization, double installationCallsPerSecond) {
        this.organization = new OrganizationId(organization);
        this.installation = installationCallsPerSecond;
    }

    /**
     * @param floor it rings real phones
     */
    public record OfferedAccount(
            UUID id, double callsPerSecond, int maxConcurrent, boolean floor) {}

    public record OfferedCallerId(
            UUID id, String number, @Nullable Integer callsPerDay, @Nullable Duration coolDown) {}

    public record Owner(
            boolean active, @Nullable Integer callsPerDay, Map<String, Integer> callsPerNumber) {}

    public record OfCampaign(
            UUID id,
            boolean direct,
            CampaignStatus status,
            CampaignSettings settings,
            CompiledFlow flow,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt) {}

    public record OfLead(
            UUID id,
            boolean single,
            Map<String, String> variables,
            int attempts,
            @Nullable Instant lastAttemptAt,
            @Nullable Instant scheduledAt,
            @Nullable Instant expiresAt) {}

    /**
     * @param missed the call's send instant that could not be met; null: none
     * @param account null: none is active, for the reason {@code trouble}
     */
    public record Question(
            Instant now,
            Duration headroom,
            Owner owner,
            OfCampaign campaign,
            OfLead lead,
            String number,
            List<ZoneId> zones,
            @Nullable Instant missed,
            @Nullable OfferedAccount account,
            String trouble,
            List<OfferedCallerId> callerIds,
            int campaignLive,
            int accountLive,
            boolean suppressed,
            List<Instant> dialedBefore) {}

    public sealed interface Said {}

    public record Pass(Instant sendAt, UUID callerId, Instant notAfter) implements Said {}

    public record Wait(String rule, @Nullable Instant next) implements Said {}

    public record Over(String outcome, String rule) implements Said {}

    public Said judge(Question question) {
        return switch (GateRules.judge(facts(question))) {
            case Verdict.Pass pass ->
                    new Pass(pass.sendAt(), pass.from().id(), pass.sendAt().plus(Pace.LATEST));
            case Verdict.Wait wait -> new Wait(wait.rule(), wait.next());
            case Verdict.Over over -> new Over(over.outcome().wire(), over.rule());
        };
    }

    public void reserve(Question question, Pass pass) {
        GateFacts facts = facts(question);
        ZoneId zone = question.campaign().settings().zone();
        for (var scope : days(question, pass, zone).entrySet()) {
            Pacer row = pacers.getOrDefault(scope.getKey(), Pacer.UNUSED);
            LocalDate day = scope.getValue();
            int calls = day.equals(row.day()) ? row.callsToday() + 1 : 1;
            Pace pace = facts.paces().get(scope.getKey());
            Sent sent =
                    pace == null
                            ? row.sent()
                            : facts.sent(scope.getKey(), pace).with(pass.sendAt(), null, pace);
            pacers.put(
                    scope.getKey(), new Pacer(pass.sendAt(), sent, day, calls, row.spentToday()));
        }
    }

    /** The campaign's day is another one in its new zone. */
    public void recount(UUID campaign, LocalDate day, int calls) {
        String scope = Scopes.campaign(new CampaignId(campaign));
        Pacer row = pacers.getOrDefault(scope, Pacer.UNUSED);
        pacers.put(scope, new Pacer(row.lastSendAt(), row.sent(), day, calls, row.spentToday()));
    }

    /**
     * Takes a reservation out of the counts of its day.
     *
     * @param campaignZone of now, by which the campaign's day was recounted when it was changed
     */
    public void uncount(Question question, Pass pass, ZoneId campaignZone) {
        for (var scope : days(question, pass, campaignZone).entrySet()) {
            Pacer row = pacers.get(scope.getKey());
            boolean counts =
                    !scope.getKey().equals(Scopes.INSTALLATION)
                            && !scope.getKey().startsWith("account:");
            if (counts && row != null && scope.getValue().equals(row.day())) {
                pacers.put(
                        scope.getKey(),
                        new Pacer(
                                lastWithout(question, pass, scope.getKey(), row),
                                row.sent(),
                                row.day(),
                                Math.max(0, row.callsToday() - 1),
                                row.spentToday()));
            }
        }
    }

    /** A caller id need not cool down from a request that did not leave. */
    private static @Nullable Instant lastWithout(
            Question question, Pass pass, String scope, Pacer row) {
        return callerIds(question).stream()
                .filter(callerId -> callerId.scope().equals(scope))
                .filter(callerId -> pass.sendAt().equals(row.lastSendAt()))
                .flatMap(callerId -> Stream.ofNullable(callerId.coolDown()))
                .findFirst()
                .map(coolDown -> pass.sendAt().minus(coolDown))
                .orElse(row.lastSendAt());
    }

    /** How many instants the campaign's pace has within {@code horizon}. */
    public int instantsAhead(UUID campaign, double rate, Instant now, Duration horizon) {
        String scope = Scopes.campaign(new CampaignId(campaign));
        return pacers.getOrDefault(scope, Pacer.UNUSED)
                .sent()
                .instantsAhead(now, Pace.perSecond(rate), horizon, MOST_AHEAD);
    }

    public static boolean countryAllowed(String number, CampaignSettings settings) {
        return Countries.allowed(new PhoneNumber(number), settings);
    }

    private Map<String, LocalDate> days(Question question, Pass pass, ZoneId zone) {
        var days = new HashMap<String, LocalDate>();
        LocalDate utc = LocalDate.ofInstant(pass.sendAt(), ZoneOffset.UTC);
        if (question.account() != null) {
            days.put(Scopes.account(new AccountId(question.account().id())), utc);
        }
        callerIds(question).stream()
                .filter(callerId -> callerId.id().equals(pass.callerId()) && callerId.limited())
                .forEach(callerId -> days.put(callerId.scope(), utc));
        days.put(
                Scopes.campaign(new CampaignId(question.campaign().id())),
                LocalDate.ofInstant(pass.sendAt(), zone));
        days.put(Scopes.INSTALLATION, utc);
        days.put(Scopes.organization(organization), utc);
        return days;
    }

    private static List<CallerId> callerIds(Question question) {
        var callerIds = new ArrayList<CallerId>();
        for (OfferedCallerId offered : question.callerIds()) {
            callerIds.add(
                    new CallerId(
                            offered.id(),
                            new PhoneNumber(offered.number()),
                            offered.callsPerDay(),
                            offered.coolDown(),
                            1));
        }
        return callerIds;
    }

    private GateFacts facts(Question question) {
        OfferedAccount offered = question.account();
        return new GateFacts(
                question.now(),
                call(question),
                question.zones(),
                Countries.allowed(
                        new PhoneNumber(question.number()), question.campaign().settings()),
                question.lead().attempts(),
                question.lead().lastAttemptAt(),
                question.missed(),
                offered == null
                        ? null
                        : new Account(
                                new AccountId(offered.id()),
                                "simulator",
                                offered.callsPerSecond(),
                                offered.maxConcurrent(),
                                offered.floor(),
                                null),
                offered == null
                        ? new AccountTrouble(
                                question.trouble(),
                                "simulated",
                                question.now().plus(Duration.ofMinutes(1)))
                        : null,
                callerIds(question),
                unlawful(question),
                question.headroom(),
                installation,
                new Pacers(pacers),
                new Look(
                        question.campaignLive(),
                        question.accountLive(),
                        BigDecimal.ZERO,
                        question.suppressed() ? "simulated" : null,
                        question.dialedBefore()));
    }

    private static @Nullable String unlawful(Question question) {
        return question.account() == null || !question.account().floor()
                ? null
                : FloorRules.broken(
                                question.campaign().settings(),
                                question.campaign().flow(),
                                question.now())
                        .map(Throwable::getMessage)
                        .orElse(null);
    }

    private LockedCall call(Question question) {
        OfCampaign campaign = question.campaign();
        OfLead lead = question.lead();
        var call = new CallId(lead.id());
        var number = new PhoneNumber(question.number());
        return new LockedCall(
                call,
                organization,
                new LockedCall.Organization(
                        question.owner().active(),
                        question.owner().callsPerDay(),
                        null,
                        question.owner().callsPerNumber()),
                new LockedCall.Campaign(
                        new CampaignId(campaign.id()),
                        campaign.direct(),
                        campaign.status(),
                        new FlowVersionId(FLOW),
                        "simulator",
                        List.of(),
                        List.of(),
                        campaign.settings(),
                        campaign.startsAt(),
                        campaign.endsAt(),
                        false),
                new LockedCall.Lead(
                        new LeadId(lead.id()),
                        "in_call",
                        call,
                        List.of(number),
                        0,
                        List.of(),
                        "column",
                        lead.variables(),
                        lead.attempts(),
                        Map.of(),
                        lead.lastAttemptAt(),
                        null),
                lead.single(),
                "claimed",
                number,
                null,
                null,
                null,
                "token",
                null,
                new Options(false, null, null, null, null),
                Map.of(),
                new LockedCall.Attempt(
                        null, null, null, null, null, null, null, null, false, false, null),
                lead.scheduledAt(),
                lead.expiresAt());
    }
}
