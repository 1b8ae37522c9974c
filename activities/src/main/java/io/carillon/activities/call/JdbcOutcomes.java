package io.carillon.activities.call;

import io.carillon.activities.call.OutcomeStore.EndedCall;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.flow.CallBackTime;
import io.carillon.activities.lead.DaySpread;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.campaign.AfterCall;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.lead.LeadOutcome;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link Outcomes}: each method one transaction over campaign, lead, call and their events. */
final class JdbcOutcomes implements Outcomes {
    /** A claim that came back without a reason of its own. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private static final String RETRY_DELAY = WaitingFor.RETRY_DELAY.wire();

    private final Transactions transactions;
    private final CallRows calls;
    private final OutcomeStore store;
    private final Claims claims;
    private final CallEvents events;
    private final DialZones zones;
    private final CampaignWaker waker;
    private final Reconciliations reconciliations;

    JdbcOutcomes(
            Transactions transactions,
            CallRows calls,
            OutcomeStore store,
            Claims claims,
            CallEvents events,
            DialZones zones,
            CampaignWaker waker,
            Reconciliations reconciliations) {
        this.transactions = transactions;
        this.calls = calls;
        this.store = store;
        this.claims = claims;
        this.events = events;
        this.zones = zones;
        this.waker = waker;
        this.reconciliations = reconciliations;
    }

    @Override
    public boolean conclude(
            CallId id, CallEnding ending, @Nullable Reconciled found, Consumer<CallId> answered) {
        return transactions.system(
                () ->
                        calls.lock(id)
                                .filter(call -> !call.over())
                                .map(call -> heard(call, ending, answered))
                                .map(call -> end(call, ending, found))
                                .orElse(false));
    }

    /** The call as it is once what an answer changes is written; mostly a callback did that. */
    private LockedCall heard(LockedCall call, CallEnding ending, Consumer<CallId> answered) {
        if (!ending.answered() || !call.live() || call.attempt().firstBegun()) {
            return call;
        }
        answered.accept(call.id());
        return calls.lock(call.id()).orElseThrow();
    }

    @Override
    public boolean settleLead(CallId id) {
        return transactions.system(
                () -> {
                    Optional<LockedCall> left =
                            calls.lock(id)
                                    .filter(LockedCall::over)
                                    .filter(call -> call.lead().status().equals("in_call"))
                                    .filter(LockedCall::holdsLead);
                    left.ifPresent(this::settle);
                    return left.isPresent();
                });
    }

    private void settle(LockedCall call) {
        OutcomeStore.Stored stored = store.stored(call);
        endAttempt(call, stored.ending(), stored.ended())
                .ifPresent(event -> events.append(List.of(event)));
    }

    @Override
    public boolean cancelUndialed(CallId id, String reason) {
        return transactions.system(
                () -> {
                    Optional<LockedCall> call = calls.lock(id).filter(JdbcOutcomes::undialed);
                    call.ifPresent(
                            found -> {
                                claims.cancel(found, reason);
                                waker.leadDone(found);
                            });
                    return call.isPresent();
                });
    }

    @Override
    public void release(CallId id, String rule) {
        transactions.system(
                () ->
                        calls.lock(id)
                                .filter(call -> call.state().equals("claimed"))
                                .ifPresent(call -> giveBack(call, rule)));
    }

    private boolean end(LockedCall call, CallEnding ending, @Nullable Reconciled found) {
        if (call.live()) {
            noteHow(call, ending, found);
            endDialed(call, ending);
            return true;
        }
        // Nothing was dialed, so there is no attempt to judge.
        if (ending.result() == CallResult.CANCELED) {
            claims.cancel(call, ending.cause() == null ? "canceled" : ending.cause());
            waker.leadDone(call);
        } else if (call.state().equals("claimed")) {
            giveBack(call, ending.cause() == null ? "not_dialed" : ending.cause());
        }
        return true;
    }

    /** Of a call that did not simply end: why it was left open, and how it was judged. */
    private void noteHow(LockedCall call, CallEnding ending, @Nullable Reconciled found) {
        Reconciled what = found == null ? leftOpen(call, ending) : found;
        if (what != null) {
            reconciliations.note(
                    what,
                    new Reconciliations.Subject(call.organization(), call.lead().id(), call.id()),
                    (ending.untold() ? "judged without a callback: " : "told by its callback: ")
                            + ending.result().wire());
        }
    }

    private static @Nullable Reconciled leftOpen(LockedCall call, CallEnding ending) {
        if (call.attempt().ambiguousAt() != null) {
            return Reconciled.AMBIGUOUS_DIAL;
        }
        return ending.untold() ? Reconciled.SILENT_CALL : null;
    }

    private void giveBack(LockedCall call, String rule) {
        Instant next = transactions.now().plus(BREATH);
        claims.giveBack(call, "released", rule, next, null);
        waker.pendingAgain(call, next);
    }

    private void endDialed(LockedCall call, CallEnding ending) {
        boolean answered = ending.answered() || call.attempt().answeredAt() != null;
        if (!call.attempt().initiated() && evident(call, ending)) {
            store.markInitiated(call);
            events.append("call.initiated", call.id());
        }
        String state = OutcomeStore.state(ending.result(), answered);
        EndedCall ended = store.endCall(call, ending, state);
        if (ended.counted() != null && ended.counted().signum() > 0) {
            store.spend(call, ended.counted());
        }
        var told = new ArrayList<Outbox.Event>();
        if (call.holdsLead()) {
            endAttempt(call, ending, ended).ifPresent(told::add);
        }
        told.add(ended.told().event("call." + state));
        events.append(told);
    }

    /** The lead's event when it is done. */
    private Optional<Outbox.Event> endAttempt(LockedCall call, CallEnding ending, EndedCall ended) {
        LockedCall.Lead lead = call.lead();
        boolean morePhones = lead.phoneIndex() + 1 < lead.phones().size();
        int used = lead.retries().getOrDefault(ending.result().wire(), 0);
        PhoneNumber nextPhone = morePhones ? lead.phones().get(lead.phoneIndex() + 1) : call.to();
        AfterCall decided =
                AfterCall.decide(
                        new AfterCall.Attempt(
                                ending.result(),
                                ending.messageLeft(),
                                ended.optedOut(),
                                call.attempt().goal() != null,
                                ended.dialedAt(),
                                ended.endedAt(),
                                promised(call, ended.endedAt())),
                        new AfterCall.Standing(lead.attempts(), used, morePhones, call.single()),
                        call.campaign().settings());
        return switch (decided) {
            case AfterCall.Done done ->
                    leadDone(call, ended, done.outcome(), ending.result().wire());
            case AfterCall.Again again -> {
                Map<String, Integer> retries = new HashMap<>(lead.retries());
                retries.merge(ending.result().wire(), 1, Integer::sum);
                yield store.suppressed(call, call.to())
                        ? leadDone(call, ended, LeadOutcome.SUPPRESSED, "suppression")
                        : sameAgain(call, ended, ending.result(), retries, again.due());
            }
            case AfterCall.CallBack back ->
                    store.suppressed(call, call.to())
                            ? leadDone(call, ended, LeadOutcome.SUPPRESSED, "suppression")
                            : leadAgain(
                                    call,
                                    ended,
                                    call.to(),
                                    lead.phoneIndex(),
                                    lead.retries(),
                                    back.due(),
                                    "call_back",
                                    null);
            case AfterCall.NextPhone next ->
                    store.suppressed(call, nextPhone)
                            ? leadDone(call, ended, LeadOutcome.SUPPRESSED, "suppression")
                            : leadAgain(
                                    call,
                                    ended,
                                    nextPhone,
                                    lead.phoneIndex() + 1,
                                    Map.of(),
                                    next.due(),
                                    RETRY_DELAY,
                                    "the next of the lead's numbers");
        };
    }

    /** By the clock of the person called, or the campaign's where nobody knows theirs. */
    private @Nullable Instant promised(LockedCall call, Instant endedAt) {
        String when = call.attempt().callBack();
        if (when == null) {
            return null;
        }
        List<ZoneId> candidates = zones.of(call.lead(), call.to());
        ZoneId zone =
                candidates.isEmpty() ? call.campaign().settings().zone() : candidates.getFirst();
        return CallBackTime.read(when, endedAt, zone).orElse(null);
    }

    /** What did not get as far as the phone is no reason to try another part of the day. */
    private Optional<Outbox.Event> sameAgain(
            LockedCall call,
            EndedCall ended,
            CallResult result,
            Map<String, Integer> retries,
            Instant due) {
        boolean spread =
                DaySpread.WIRE.equals(call.campaign().settings().retrySpread())
                        && switch (result) {
                            case CONGESTION, BLOCKED, CARRIER_ERROR -> false;
                            default -> true;
                        };
        Optional<DaySpread.Choice> part = spread ? anotherPart(call, due) : Optional.empty();
        return leadAgain(
                call,
                ended,
                call.to(),
                call.lead().phoneIndex(),
                retries,
                part.map(DaySpread.Choice::at).orElse(due),
                RETRY_DELAY,
                part.map(choice -> "in the " + choice.part().wire()).orElse(null));
    }

    private Optional<DaySpread.Choice> anotherPart(LockedCall call, Instant due) {
        CampaignSettings settings = call.campaign().settings();
        return new DaySpread(hours(call, call.to()), settings.zone())
                .next(
                        due,
                        zones.of(call.lead(), call.to()),
                        store.tries(call.lead().id()),
                        call.campaign().endsAt());
    }

    private Optional<Outbox.Event> leadAgain(
            LockedCall call,
            EndedCall ended,
            PhoneNumber number,
            int phoneIndex,
            Map<String, Integer> retries,
            Instant due,
            String why,
            @Nullable String detail) {
        if (call.campaign().over()) {
            return leadDone(call, ended, LeadOutcome.CANCELED, "campaign_ended");
        }
        List<ZoneId> candidates = zones.of(call.lead(), number);
        LeadHours.Placement placed = hours(call, number).place(due, candidates);
        String rule = placed.heldBy() == null ? why : placed.heldBy();
        store.leadAgain(call, phoneIndex, retries, due, placed, rule, detail);
        waker.pendingAgain(call, placed.nextAttemptAt());
        return Optional.empty();
    }

    private static LeadHours hours(LockedCall call, PhoneNumber number) {
        var hours = new LeadHours(call.campaign().settings());
        return call.campaign().floor() ? hours.lawfulAt(call.places(number)) : hours;
    }

    private Optional<Outbox.Event> leadDone(
            LockedCall call, EndedCall ended, LeadOutcome outcome, String rule) {
        Outbox.Event event = store.leadDone(call, outcome, rule);
        waker.leadDone(call, ended.nonePending());
        return Optional.of(event);
    }

    /** The request left: somebody answered for it. A call given up without news proves nothing. */
    private static boolean evident(LockedCall call, CallEnding ending) {
        return call.attempt().evidenceAt() != null
                || ending.answered()
                || switch (ending.result()) {
                    case UNKNOWN, CANCELED -> !call.state().equals("dialing");
                    default -> true;
                };
    }

    private static boolean undialed(LockedCall call) {
        return call.state().equals("claimed") || call.state().equals("waiting");
    }
}
