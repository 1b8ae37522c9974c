package io.carillon.activities.simulation;

import io.carillon.activities.call.GateModel;
import io.carillon.activities.call.GateModel.Over;
import io.carillon.activities.call.GateModel.Pass;
import io.carillon.activities.call.GateModel.Question;
import io.carillon.activities.call.GateModel.Wait;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.FlowDocuments;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.simulation.Subjects.Account;
import io.carillon.activities.simulation.Subjects.Agreed;
import io.carillon.activities.simulation.Subjects.Call;
import io.carillon.activities.simulation.Subjects.CallerId;
import io.carillon.activities.simulation.Subjects.Campaign;
import io.carillon.activities.simulation.Subjects.Lead;
import io.carillon.activities.simulation.Subjects.Phone;
import io.carillon.activities.simulation.oracle.Journal;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.AfterCall;
import io.carillon.workflows.campaign.CampaignStatus;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One organization dialing: claims, gate, request, end, and the workers that die in between, moved
 * by a simulated clock. Decisions are production's; what the stores do around them is told here in
 * memory.
 */
final class World {
    private static final Set<String> LIMITS = Set.of("daily_cap", "number_cap", "caller_id");
    private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration NO_ROOM = Duration.ofSeconds(5);
    private static final Duration NUMBER_IN_USE = Duration.ofSeconds(5);
    private static final Duration HORIZON = Duration.ofMillis(1500);

    private static final CompiledFlow TELLING =
            flow(
                    "'a': {'gather': {'say': 'This is {{caller_name}}. Press 9 never to be called"
                            + " again.', 'max_digits': 1}, 'on': {'9': 'stop'},"
                            + " 'on_no_input': 'bye'},"
                            + " 'stop': {'opt_out': true, 'next': 'bye'}, 'bye': {'hang_up': true}");

    private static final CompiledFlow SILENT =
            flow("'a': {'say': 'Hello.', 'next': 'bye'}, 'bye': {'hang_up': true}");

    final Draw draw;
    final Clock clock;
    final Book book = new Book();
    final GateModel gate;
    final List<Campaign> campaigns = new ArrayList<>();
    final List<Account> accounts = new ArrayList<>();
    final List<CallerId> callerIds = new ArrayList<>();
    final Map<String, Integer> refusals = new TreeMap<>();

    boolean organizationActive = true;
    @Nullable Integer organizationCallsPerDay;
    Map<String, Integer> callsPerNumber = Map.of();

    private final Map<String, Call> onTheLine = new HashMap<>();
    private final List<Call> live = new ArrayList<>();
    private final Map<String, List<Instant>> dialed = new HashMap<>();
    private long ids;

    World(Draw draw, Instant start) {
        this.draw = draw;
        this.clock = new Clock(draw.random, start);
        this.gate = new GateModel(id(), book.journal.installationCallsPerSecond);
    }

    private static CompiledFlow flow(String steps) {
        return FlowDocuments.compiled(FlowDocuments.steps(steps));
    }

    UUID id() {
        return new UUID(1, ++ids);
    }

    void add(Lead lead, Instant due) {
        lead.campaign.leads.add(lead);
        book.person(lead, now());
        lead.dueAt = due;
        lead.nextAttemptAt = due;
        book.journal.leads.add(lead.id.toString());
        book.waits(lead, due);
        lookAt(lead.campaign, due);
    }

    /** Somebody writes when it agreed; of a lead in a call nothing is changed, as in production. */
    void correct(Lead lead, Agreed agreed) {
        if (lead.pending()) {
            lead.agreed = agreed;
            book.person(lead, now());
            lead.nextAttemptAt = lead.dueAt;
            lookAt(lead.campaign, now());
        }
    }

    /** An edit holds for the next dial, so every lead is looked at again. */
    void edited(Campaign campaign) {
        book.campaign(campaign, now());
        recount(campaign);
        campaign.leads.stream()
                .filter(Lead::pending)
                .forEach(lead -> lead.nextAttemptAt = lead.dueAt);
        lookAt(campaign, now());
    }

    private void recount(Campaign campaign) {
        ZoneId zone = campaign.settings.zone();
        LocalDate day = LocalDate.ofInstant(now(), zone);
        Stream<Instant> sent =
                book.journal.dials.stream()
                        .filter(dial -> dial.campaign().equals(campaign.id.toString()))
                        .map(Journal.Dial::sendAt);
        Stream<Instant> reserved =
                live.stream()
                        .filter(call -> call.lead.campaign == campaign && call.dial < 0)
                        .flatMap(call -> Stream.ofNullable(call.pass))
                        .map(Pass::sendAt);
        long calls =
                Stream.concat(sent, reserved)
                        .filter(at -> LocalDate.ofInstant(at, zone).equals(day))
                        .count();
        gate.recount(campaign.id, day, Math.toIntExact(calls));
    }

    /** A limit of the organization or of a caller id was changed: who waits for it is looked at. */
    void limitsChanged() {
        for (Campaign campaign : campaigns) {
            campaign.leads.stream()
                    .filter(Lead::pending)
                    .filter(lead -> LIMITS.contains(lead.heldBy))
                    .forEach(lead -> lead.nextAttemptAt = lead.dueAt);
            lookAt(campaign, now());
        }
    }

    void switchTo(Campaign campaign, CampaignStatus status) {
        campaign.status = status;
        book.campaign(campaign, now());
        lookAt(campaign, now());
    }

    void suppress(
            String digits, boolean prefix, @Nullable Campaign campaign, @Nullable Instant until) {
        book.journal.suppressions.add(
                new Journal.Suppression(
                        digits,
                        prefix,
                        campaign == null ? null : campaign.id.toString(),
                        now(),
                        until));
    }

    private Instant now() {
        return clock.now();
    }

    // ------------------------------------------------------------------ the campaign's look

    void lookAt(Campaign campaign, Instant at) {
        if (campaign.nextLook == null || at.isBefore(campaign.nextLook)) {
            Instant planned = at.isBefore(now()) ? now() : at;
            campaign.nextLook = planned;
            clock.at(
                    planned,
                    () -> {
                        if (planned.equals(campaign.nextLook)) {
                            campaign.nextLook = null;
                            look(campaign);
                        }
                    });
        }
    }

    private void look(Campaign campaign) {
        if (campaign.status == CampaignStatus.SCHEDULED && reached(campaign.startsAt)) {
            switchTo(campaign, CampaignStatus.ACTIVE);
        }
        boolean expired = reached(campaign.endsAt) && !campaign.over();
        if (expired || campaign.status == CampaignStatus.STOPPED) {
            campaign.leads.stream()
                    .filter(Lead::pending)
                    .forEach(lead -> end(lead, expired ? "expired" : "canceled"));
        }
        if (!campaign.direct
                && !campaign.over()
                && campaign.leads.stream().allMatch(lead -> lead.outcome != null)) {
            switchTo(campaign, CampaignStatus.COMPLETED);
        }
        if (campaign.status == CampaignStatus.ACTIVE && !expired) {
            claim(campaign);
        }
        plan(campaign);
    }

    private void plan(Campaign campaign) {
        if (campaign.startsAt != null && campaign.status == CampaignStatus.SCHEDULED) {
            lookAt(campaign, campaign.startsAt);
        }
        if (campaign.endsAt != null && campaign.endsAt.isAfter(now())) {
            lookAt(campaign, campaign.endsAt);
        }
        if (campaign.status == CampaignStatus.ACTIVE) {
            campaign.leads.stream()
                    .filter(Lead::pending)
                    .map(lead -> lead.nextAttemptAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .ifPresent(next -> lookAt(campaign, later(next, now().plus(pause(campaign)))));
        }
    }

    private Duration pause(Campaign campaign) {
        return budget(campaign) > 0 ? PAUSE_BETWEEN_LOOKS : NO_ROOM;
    }

    private int budget(Campaign campaign) {
        int underWay = (int) live.stream().filter(call -> call.lead.campaign == campaign).count();
        int ahead =
                gate.instantsAhead(campaign.id, campaign.settings.callsPerSecond(), now(), HORIZON);
        return Math.min(campaign.settings.maxConcurrent() - underWay, ahead);
    }

    private void claim(Campaign campaign) {
        int allowed = budget(campaign);
        List<Lead> due =
                campaign.leads.stream()
                        .filter(Lead::pending)
                        .filter(lead -> lead.nextAttemptAt != null && reached(lead.nextAttemptAt))
                        .sorted(
                                Comparator.comparing(
                                        lead -> Objects.requireNonNull(lead.nextAttemptAt)))
                        .toList();
        for (Lead lead : due) {
            LeadHours.Placement placed = hours(lead, campaign.real()).place(now(), lead.zones());
            if (placed.heldBy() != null) {
                refused("claim: " + placed.heldBy());
                lead.nextAttemptAt = placed.nextAttemptAt();
            } else if (onTheLine.containsKey(lead.phone().number())) {
                refused("claim: number_in_use");
                lead.nextAttemptAt = now().plus(NUMBER_IN_USE);
            } else if (allowed > 0) {
                allowed--;
                claim(lead);
            }
        }
    }

    private void claim(Lead lead) {
        var call = new Call(id(), lead);
        lead.call = call;
        onTheLine.put(call.phone.number(), call);
        live.add(call);
        // A claim whose worker died is found by the sweeper; a task may be run twice.
        Duration way =
                draw.oneIn(30)
                        ? Duration.ofSeconds(draw.between(60, 90))
                        : draw.upTo(Duration.ofMillis(1500));
        clock.at(now().plus(way), () -> atTheGate(call, false));
        if (draw.oneIn(20)) {
            clock.at(now().plus(draw.upTo(Duration.ofSeconds(3))), () -> atTheGate(call, false));
        }
    }

    // ------------------------------------------------------------------ the gate

    private void atTheGate(Call call, boolean again) {
        if (call.lead.call != call || call.dialing != again) {
            return;
        }
        if (again) {
            // Its own reservation must not stand in its way.
            gate.uncount(
                    Objects.requireNonNull(call.question),
                    Objects.requireNonNull(call.pass),
                    call.lead.campaign.settings.zone());
        }
        Question question = question(call, again);
        switch (gate.judge(question)) {
            case Pass pass -> {
                gate.reserve(question, pass);
                call.dialing = true;
                call.question = question;
                call.pass = pass;
                call.passedAt = now();
                call.account = firstActive(call.lead.campaign.accounts);
                if (!again) {
                    call.attemptBefore = call.lead.lastAttemptAt;
                    call.lead.attempts++;
                }
                call.lead.lastAttemptAt = pass.sendAt();
                passed(call, pass);
            }
            case Wait wait -> {
                refused(wait.rule());
                if (again) {
                    undoAttempt(call);
                }
                boolean real = question.account() != null && question.account().floor();
                giveBack(call, wait.rule(), opening(call.lead, wait.next(), real));
            }
            case Over over -> {
                refused(over.rule());
                if (again) {
                    undoAttempt(call);
                }
                release(call);
                end(call.lead, over.outcome());
            }
        }
    }

    private Question question(Call call, boolean again) {
        Lead lead = call.lead;
        Campaign campaign = lead.campaign;
        Account account = firstActive(campaign.accounts);
        return new Question(
                now(),
                Duration.ofMillis(draw.between(20, 250)),
                new GateModel.Owner(organizationActive, organizationCallsPerDay, callsPerNumber),
                new GateModel.OfCampaign(
                        campaign.id,
                        campaign.direct,
                        campaign.status,
                        campaign.settings,
                        campaign.discloses ? TELLING : SILENT,
                        campaign.startsAt,
                        campaign.endsAt),
                new GateModel.OfLead(
                        lead.id,
                        lead.single,
                        lead.variables(),
                        lead.attempts - (again ? 1 : 0),
                        again ? null : lead.lastAttemptAt,
                        lead.scheduledAt,
                        lead.expiresAt),
                call.phone.number(),
                lead.zones(),
                again ? Objects.requireNonNull(call.pass).sendAt() : null,
                account == null
                        ? null
                        : new GateModel.OfferedAccount(
                                account.id,
                                account.callsPerSecond,
                                account.maxConcurrent,
                                account.real),
                draw.oneIn(2) ? "carrier_down" : "account_problem",
                offered(campaign),
                liveWhere(call, other -> other.lead.campaign == campaign),
                liveWhere(call, other -> other.account == account && account != null),
                suppressed(call),
                dialed.getOrDefault(call.phone.number(), List.of()));
    }

    private static @Nullable Account firstActive(List<Account> accounts) {
        return accounts.stream().filter(account -> account.active).findFirst().orElse(null);
    }

    private static List<GateModel.OfferedCallerId> offered(Campaign campaign) {
        return campaign.callerIds.stream()
                .filter(callerId -> callerId.verified)
                .map(
                        callerId ->
                                new GateModel.OfferedCallerId(
                                        callerId.id,
                                        callerId.number,
                                        callerId.callsPerDay,
                                        callerId.coolDown))
                .toList();
    }

    private int liveWhere(Call call, java.util.function.Predicate<Call> its) {
        return (int)
                live.stream().filter(other -> other != call && other.dialing).filter(its).count();
    }

    private boolean suppressed(Call call) {
        String number = call.phone.number();
        String campaign = call.lead.campaign.id.toString();
        return book.journal.suppressions.stream()
                .anyMatch(
                        one ->
                                (one.prefix()
                                                ? number.startsWith(one.digits())
                                                : number.equals(one.digits()))
                                        && (one.campaign() == null
                                                || one.campaign().equals(campaign))
                                        && (one.until() == null || one.until().isAfter(now())));
    }

    // ------------------------------------------------------------------ the request

    private void passed(Call call, Pass pass) {
        int fate = draw.random.nextInt(50);
        if (fate == 0) {
            // The worker dies before the request is prepared; the sweeper takes the attempt back.
            clock.at(
                    pass.sendAt().plus(Duration.ofSeconds(draw.between(30, 90))),
                    () -> takeBack(call, pass));
        } else if (fate == 1) {
            clock.at(pass.sendAt(), () -> takeBack(call, pass));
        } else if (fate < 7) {
            // The turn is missed.
            clock.at(
                    pass.notAfter().plus(draw.upTo(Duration.ofMillis(400))),
                    () -> atTheGate(call, true));
        } else {
            Duration late = draw.upTo(Duration.between(pass.sendAt(), pass.notAfter()));
            clock.at(pass.sendAt().plus(late), () -> send(call, pass, fate == 7));
        }
    }

    private void takeBack(Call call, Pass pass) {
        if (call.lead.call == call && call.dialing) {
            refused("carrier_down");
            undoAttempt(call);
            gate.uncount(
                    Objects.requireNonNull(call.question),
                    pass,
                    call.lead.campaign.settings.zone());
            giveBack(call, "carrier_down", now().plusSeconds(5));
        }
    }

    private void send(Call call, Pass pass, boolean dies) {
        if (call.lead.call != call) {
            return;
        }
        Lead lead = call.lead;
        book.waited(lead, now());
        dialed.computeIfAbsent(call.phone.number(), number -> new ArrayList<>()).add(now());
        call.dial = book.journal.dials.size();
        book.journal.dials.add(
                new Journal.Dial(
                        call.id.toString(),
                        lead.campaign.id.toString(),
                        lead.id.toString(),
                        lead.single,
                        call.phone.number(),
                        call.phone.country(),
                        lead.zones(),
                        pass.callerId().toString(),
                        Objects.requireNonNull(call.account).id.toString(),
                        Objects.requireNonNull(call.passedAt),
                        pass.sendAt(),
                        now(),
                        null,
                        null,
                        lead.scheduledAt,
                        lead.expiresAt));
        String result = dies ? "unknown" : draw.result();
        Duration length =
                switch (result) {
                    case "human" -> Duration.ofSeconds(draw.between(20, 600));
                    case "machine" -> Duration.ofSeconds(draw.between(20, 60));
                    case "unknown" -> Duration.ofSeconds(draw.between(120, 900));
                    case "no_answer" -> lead.campaign.settings.ringTimeout();
                    default -> draw.upTo(Duration.ofSeconds(10));
                };
        clock.at(now().plus(length), () -> ended(call, result));
    }

    // ------------------------------------------------------------------ the end

    private void ended(Call call, String result) {
        Lead lead = call.lead;
        Journal.Dial dial = book.journal.dials.get(call.dial);
        book.journal.dials.set(call.dial, ended(dial, result, now()));
        boolean optedOut = result.equals("human") && draw.oneIn(20);
        release(call);
        if (optedOut) {
            suppress(call.phone.number(), false, null, null);
        }
        AfterCall next =
                AfterCall.decide(
                        new AfterCall.Attempt(
                                CallResult.ofWire(result),
                                result.equals("machine") && draw.oneIn(2),
                                optedOut,
                                false,
                                dial.at(),
                                now(),
                                null),
                        new AfterCall.Standing(
                                lead.attempts,
                                lead.retries.getOrDefault(result, 0),
                                lead.phoneIndex + 1 < lead.phones.size(),
                                lead.single),
                        lead.campaign.settings);
        switch (next) {
            case AfterCall.Done done -> end(lead, done.outcome().wire());
            case AfterCall.Again again -> {
                lead.retries.merge(result, 1, Integer::sum);
                again(lead, again.due());
            }
            case AfterCall.CallBack back -> again(lead, back.due());
            case AfterCall.NextPhone other -> {
                lead.phoneIndex++;
                lead.retries.clear();
                again(lead, other.due());
            }
        }
    }

    private static Journal.Dial ended(Journal.Dial dial, String result, Instant at) {
        return new Journal.Dial(
                dial.call(),
                dial.campaign(),
                dial.lead(),
                dial.single(),
                dial.number(),
                dial.country(),
                dial.zones(),
                dial.callerId(),
                dial.account(),
                dial.passedAt(),
                dial.sendAt(),
                dial.at(),
                at,
                result,
                dial.scheduledAt(),
                dial.expiresAt());
    }

    private void again(Lead lead, Instant due) {
        if (lead.campaign.over()) {
            end(lead, "canceled");
            return;
        }
        lead.dueAt = due;
        lead.heldBy = "retry_delay";
        lead.nextAttemptAt =
                hours(lead, lead.campaign.real()).place(due, lead.zones()).nextAttemptAt();
        book.waits(lead, due);
        lookAt(lead.campaign, lead.nextAttemptAt == null ? now() : lead.nextAttemptAt);
    }

    private void giveBack(Call call, String rule, @Nullable Instant next) {
        Lead lead = call.lead;
        release(call);
        if (lead.campaign.over()) {
            end(lead, "canceled");
            return;
        }
        lead.nextAttemptAt = next;
        lead.heldBy = rule;
        if (next != null) {
            lookAt(lead.campaign, next);
        }
    }

    private static void undoAttempt(Call call) {
        call.lead.attempts--;
        call.lead.lastAttemptAt = call.attemptBefore;
    }

    private void release(Call call) {
        call.lead.call = null;
        call.dialing = false;
        live.remove(call);
        onTheLine.remove(call.phone.number());
        lookAt(call.lead.campaign, now());
    }

    private void end(Lead lead, String outcome) {
        lead.outcome = outcome;
        lead.nextAttemptAt = null;
        book.ended(lead, outcome, now());
        lookAt(lead.campaign, now());
    }

    private static @Nullable Instant opening(Lead lead, @Nullable Instant next, boolean real) {
        if (next == null) {
            return null;
        }
        Instant open = hours(lead, real).place(next, lead.zones()).nextAttemptAt();
        return open == null ? next : open;
    }

    private static LeadHours hours(Lead lead, boolean real) {
        var hours = new LeadHours(lead.campaign.settings);
        return real ? hours.lawfulAt(lead.places()) : hours;
    }

    void finish() {
        campaigns.forEach(
                campaign ->
                        campaign.leads.stream()
                                .filter(Lead::pending)
                                .forEach(lead -> book.waited(lead, now())));
        book.journal.end = now();
    }

    private void refused(String rule) {
        refusals.merge(rule, 1, Integer::sum);
    }

    private boolean reached(@Nullable Instant at) {
        return at != null && !at.isAfter(now());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    Phone anyPhone(List<Phone> phones) {
        return draw.of(phones);
    }
}
