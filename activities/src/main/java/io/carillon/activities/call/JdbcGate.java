package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.campaign.FloorRules;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.Flows;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@link Gate} in one transaction of at most six statements: lock campaign, lead and call, with
 * what could be dialed with; lock the pace; look at what others did; write the verdict. Whoever
 * comes second to the pace sees all that the first one reserved.
 */
final class JdbcGate implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcGate.class);

    /** Of a turn: a machine with little time misses shorter ones. */
    private static final Duration ENOUGH = Pace.LATEST.multipliedBy(4).dividedBy(5);

    /**
     * A request that passed its last check leaves at once; this is for a thread that is held up
     * between the check and the write. A pause waits for it.
     */
    private static final Duration SAFETY = Duration.ofMillis(250);

    /** Of a claim that had no turn; at once it would only make the line longer. */
    private static final Duration AFTER_NO_TURN = Duration.ofSeconds(5);

    private final GateTurns turns;
    private final Transactions transactions;
    private final CallRows calls;
    private final GateLook look;
    private final GateStore store;
    private final Claims claims;
    private final DialZones zones;
    private final Flows flows;
    private final CampaignWaker waker;
    private final Headroom headroom;
    private final double installationCallsPerSecond;

    JdbcGate(
            GateTurns turns,
            Transactions transactions,
            CallRows calls,
            Claims claims,
            DialZones zones,
            Flows flows,
            CampaignWaker waker,
            Headroom headroom,
            double installationCallsPerSecond) {
        this.turns = turns;
        this.transactions = transactions;
        this.calls = calls;
        this.look = new GateLook(transactions);
        this.store = new GateStore(transactions);
        this.claims = claims;
        this.zones = zones;
        this.flows = flows;
        this.waker = waker;
        this.headroom = headroom;
        this.installationCallsPerSecond = installationCallsPerSecond;
    }

    @Override
    public Answer pass(CallId id, Duration patience) {
        return inTurn(id, JdbcGate::claimed, locked -> decide(locked, false, patience));
    }

    @Override
    public Answer again(CallId id) {
        return inTurn(id, JdbcGate::certainlyUnsent, locked -> decide(locked, true, Duration.ZERO));
    }

    /**
     * @param askers the row as only the run that asks leaves it
     */
    private Answer inTurn(
            CallId id, Predicate<LockedCall> askers, Function<CallRows.InLine, Answer> decision) {
        return turns.take(() -> transactions.system(() -> judged(id, askers, decision)))
                .orElseGet(() -> noTurn(id, askers));
    }

    private Answer judged(
            CallId id, Predicate<LockedCall> askers, Function<CallRows.InLine, Answer> decision) {
        Optional<CallRows.InLine> call = calls.lockInLine(id);
        return call.filter(locked -> askers.test(locked.call()))
                .map(decision)
                .orElseGet(() -> notClaimed(call.map(CallRows.InLine::call)));
    }

    /**
     * The pace is what all wait for there; nothing is wrong with the carrier, nor with the lead.
     */
    private Answer noTurn(CallId id, Predicate<LockedCall> askers) {
        LOG.atWarn().addKeyValue("call", id).log("gate.no_turn");
        return transactions.system(
                () -> {
                    Optional<LockedCall> call = calls.lock(id);
                    return call.filter(askers)
                            .map(this::tooManyInLine)
                            .orElseGet(() -> notClaimed(call));
                });
    }

    private Answer tooManyInLine(LockedCall call) {
        String rule = WaitingFor.PACING.wire();
        Instant next = transactions.now().plus(AFTER_NO_TURN);
        if (!claimed(call)) {
            undo(call);
        }
        claims.giveBack(call, "held", rule, next, "too many others at the gate");
        waker.pendingAgain(call, next);
        return new Answer.Closed(rule);
    }

    @Override
    public Permit readAgain(Permit permit) {
        SendWindow window = permit.window();
        if (window.length().compareTo(ENOUGH) >= 0) {
            return permit;
        }
        return transactions.system(
                () -> {
                    long before = System.nanoTime();
                    Instant now = transactions.now();
                    long after = System.nanoTime();
                    Duration ahead = Duration.between(now, permit.sendAt());
                    return permit.within(window.and(SendWindow.of(before, after, ahead)));
                });
    }

    @Override
    public Optional<CampaignId> waits(CallId call, Set<CampaignId> campaigns) {
        return transactions.system(() -> store.asked(call, campaigns));
    }

    @Override
    public void takeBack(CallId id, String rule, Duration wait) {
        transactions.system(
                () ->
                        calls.lock(id)
                                .filter(call -> call.state().equals("dialing"))
                                .filter(call -> !call.attempt().initiated())
                                .ifPresent(
                                        call -> {
                                            Instant now = transactions.now();
                                            undo(call);
                                            Instant next = now.plus(wait);
                                            claims.giveBack(call, "released", rule, next, null);
                                            waker.pendingAgain(call, next);
                                        }));
    }

    private Answer decide(CallRows.InLine locked, boolean reserved, Duration patience) {
        LockedCall call = locked.call();
        if (!call.holdsLead()) {
            claims.giveBack(call, "released", "lead_gone", null, null);
            return new Answer.Closed("lead_gone");
        }
        Offers offered = locked.offers();
        List<String> scopes = scopes(call, offered);
        // A call's own reservation that was missed must not stand in its way.
        GateFacts.Pacers pacers =
                reserved ? store.uncount(call, scopes) : store.lockPacers(call, scopes);
        List<UUID> asked = pacers.asked(paces(call, offered));
        long before = System.nanoTime();
        GateLook.Looked looked = look.at(call, offered, asked);
        long after = System.nanoTime();
        AccountChoice.Chosen chosen = AccountChoice.of(call, looked.candidates(), looked.now());
        var facts =
                new GateFacts(
                        looked.now(),
                        call,
                        zones.of(call.lead(), call.to()),
                        Countries.allowed(call.to(), call.campaign().settings()),
                        call.lead().attempts() - (reserved ? 1 : 0),
                        reserved ? null : call.lead().lastAttemptAt(),
                        reserved ? call.attempt().sendAt() : null,
                        chosen.account(),
                        chosen.trouble(),
                        chosen.callerIds(),
                        unlawful(call, chosen.account(), looked.now()),
                        headroom.duration(),
                        installationCallsPerSecond,
                        pacers.with(looked.left()),
                        new GateFacts.Look(
                                looked.campaignLive(),
                                chosen.live(),
                                looked.reserved(),
                                looked.suppression(),
                                looked.dialedBefore()));
        return switch (GateRules.judge(facts)) {
            case Verdict.Pass pass ->
                    open(
                            facts,
                            Objects.requireNonNull(chosen.candidate()),
                            pass,
                            reserved,
                            before,
                            after);
            case Verdict.Wait wait when paceOnly(wait, facts.now().plus(patience)) -> {
                CampaignId campaign = call.campaign().id();
                store.asked(call.id(), Set.of(campaign));
                yield new Answer.Early(campaign, Duration.between(facts.now(), wait.next()));
            }
            case Verdict.Wait wait -> {
                if (reserved) {
                    claims.undoAttempt(call);
                }
                Instant next = wakeAt(facts, wait);
                claims.giveBack(call, "held", wait.rule(), next, wait.detail());
                waker.pendingAgain(call, next);
                yield new Answer.Closed(wait.rule());
            }
            case Verdict.Over over -> {
                if (reserved) {
                    claims.undoAttempt(call);
                }
                claims.end(call, over.outcome(), over.rule(), over.reason());
                waker.leadDone(call);
                yield new Answer.Closed(over.rule());
            }
        };
    }

    private @Nullable String unlawful(
            LockedCall call, GateFacts.@Nullable Account account, Instant now) {
        FlowVersionId flow = call.flow() != null ? call.flow() : call.campaign().flow();
        if (account == null || !account.floor() || flow == null) {
            return null;
        }
        return FloorRules.broken(
                        call.options().over(call.campaign().settings()),
                        flows.version(call.organization(), flow),
                        now)
                .map(Throwable::getMessage)
                .orElse(null);
    }

    private Answer open(
            GateFacts facts,
            AccountChoice.Candidate account,
            Verdict.Pass pass,
            boolean reserved,
            long before,
            long after) {
        LockedCall call = facts.call();
        Instant deadline = pass.sendAt().plus(Pace.LATEST).plus(SAFETY);
        store.reserve(facts, pass, facts.attempts() + 1, reserved, deadline);
        Duration ahead = Duration.between(facts.now(), pass.sendAt());
        SendWindow window = SendWindow.of(before, after, ahead);
        return new Answer.Open(permit(account, pass.from(), pass.sendAt(), window, call));
    }

    private static Permit permit(
            AccountChoice.Candidate account,
            CallerId from,
            Instant sendAt,
            SendWindow window,
            LockedCall call) {
        FlowVersionId flow = call.flow() != null ? call.flow() : call.campaign().flow();
        Map<String, String> variables = new LinkedHashMap<>(call.allVariables());
        variables.putAll(call.campaign().settings().identity());
        return new Permit(
                call.id(),
                call.organization(),
                call.campaign().id(),
                call.lead().id(),
                account.offer().sealed(),
                account.health().awaitsAnswer(),
                call.to(),
                from.number(),
                call.callbackToken(),
                Objects.requireNonNull(flow),
                call.options().over(call.campaign().settings()),
                call.options().record(),
                variables,
                sendAt,
                window);
    }

    private static boolean paceOnly(Verdict.Wait wait, Instant latest) {
        return wait.rule().equals(WaitingFor.PACING.wire())
                && wait.next() != null
                && wait.next().isBefore(latest);
    }

    /** A wait that ends outside calling hours would only be looked at in vain. */
    private static @Nullable Instant wakeAt(GateFacts facts, Verdict.Wait wait) {
        if (wait.next() == null) {
            return null;
        }
        Instant open = facts.hours().place(wait.next(), facts.zones()).nextAttemptAt();
        return open == null ? wait.next() : open;
    }

    private void undo(LockedCall call) {
        claims.undoAttempt(call);
        store.uncount(call, List.of());
    }

    private static List<String> scopes(LockedCall call, Offers offers) {
        var scopes = new ArrayList<String>();
        scopes.add(Scopes.INSTALLATION);
        scopes.add(Scopes.campaign(call.campaign().id()));
        scopes.add(Scopes.organization(call.organization()));
        for (Offers.Offer offer : offers.accounts()) {
            scopes.add(Scopes.account(offer.account().id()));
            offer.callerIds().stream()
                    .filter(CallerId::limited)
                    .forEach(callerId -> scopes.add(callerId.scope()));
        }
        return scopes;
    }

    /** Of all accounts offered: which is taken is known when the pace is locked. */
    private Map<String, Pace> paces(LockedCall call, Offers offers) {
        var paces = new LinkedHashMap<>(GateFacts.paces(call, null, installationCallsPerSecond));
        for (Offers.Offer offer : offers.accounts()) {
            paces.put(
                    Scopes.account(offer.account().id()),
                    Pace.perSecond(offer.account().callsPerSecond()));
        }
        return paces;
    }

    private static boolean claimed(LockedCall call) {
        return call.state().equals("claimed");
    }

    private static boolean certainlyUnsent(LockedCall call) {
        return call.state().equals("dialing")
                && call.attempt().dialedAt() == null
                && call.attempt().ambiguousAt() == null
                && call.attempt().evidenceAt() == null;
    }

    private static Answer notClaimed(Optional<LockedCall> call) {
        return new Answer.NotClaimed(call.filter(LockedCall::live).isPresent());
    }
}
