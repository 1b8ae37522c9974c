package io.carillon.activities.call;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialRequest;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.Map;

/**
 * One dial: through the gate, rendered, prepared in the row, sent at its instant, its answer
 * stored. Whatever fails before the driver is asked is given back; whatever fails after may be
 * ringing and is never dialed again.
 */
final class Dialing {
    private static final Logger LOG = LoggerFactory.getLogger(Dialing.class);

    // A turn is missed by a pause of this process; who misses so many is too slow to dial now.
    private static final int TURNS = 8;

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

    /** What could not be written now can be in a moment. */
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

    private final Gate gate;
    private final GateLine line;
    private final Headroom headroom;
    private final Flows flows;
    private final Rendering rendering;
    private final CarrierAccounts accounts;
    private final CarrierDrivers drivers;
    private final CallPlans plans;
    private final DialRows rows;
    private final DialSettling settling;
    private final DialMeters meters;

    Dialing(
            Gate gate,
            Headroom headroom,
            Flows flows,
            Rendering rendering,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            CallPlans plans,
            DialRows rows,
            DialSettling settling,
            DialMeters meters) {
        this.gate = gate;
        this.line = new GateLine(gate);
        this.headroom = headroom;
        this.flows = flows;
        this.rendering = rendering;
        this.accounts = accounts;
        this.drivers = drivers;
        this.plans = plans;
        this.rows = rows;
        this.settling = settling;
        this.meters = meters;
    }

    DialOutcome dial(CallId call) {
        return switch (pass(call)) {
            case Gate.Answer.Open(Gate.Permit permit) -> prepareAndSend(permit);
            case Gate.Answer.Closed(String rule) -> new DialOutcome.Released(rule);
            case Gate.Answer.NotClaimed(boolean live) ->
                    live ? settling.dialedBefore(call) : new DialOutcome.Over();
            case Gate.Answer.Early early ->
                    throw new IllegalStateException(call + ": left the line too early");
        };
    }

    /**
     * Asked again at once when there is no answer: what another run would take a second for. Where
     * the lost answer was a permit, the gate says that the call was dialed, and nothing leaves.
     */
    private Gate.Answer pass(CallId call) {
        try {
            return line.pass(call);
        } catch (DataAccessException | TransactionException away) {
            LOG.atWarn().addKeyValue("call", call).setCause(away).log("call.asked_again");
            return line.pass(call);
        }
    }

    private DialOutcome prepareAndSend(Gate.Permit permit) {
        Prepared prepared;
        try {
            prepared = prepare(permit);
        } catch (RuntimeException broken) {
            LOG.atError()
                    .addKeyValue("call", permit.call())
                    .setCause(broken)
                    .log("call.not_prepared");
            return settling.takeBack(permit.call(), "account_problem", AFTER_TROUBLE);
        }
        try {
            if (!marked(permit, prepared)) {
                return settling.recover(permit.call());
            }
        } catch (RuntimeException away) {
            return unsent(permit, away);
        }
        return send(permit, prepared);
    }

    /** Marked twice it is the same mark. */
    private boolean marked(Gate.Permit permit, Prepared prepared) {
        DialedWith with = prepared.with();
        CallPlans.Patience patience = plans.patience(with.plan());
        Script kept = prepared.kept(permit);
        try {
            return rows.prepare(permit, with, patience, kept);
        } catch (DataAccessException | TransactionException away) {
            LOG.atWarn().addKeyValue("call", permit.call()).setCause(away).log("call.marked_again");
            return rows.prepare(permit, with, patience, kept);
        }
    }

    /**
     * The row may say that a request was prepared, or when it was to leave; this run alone could
     * have sent it, and has not.
     */
    private DialOutcome unsent(Gate.Permit permit, RuntimeException away) {
        LOG.atWarn().addKeyValue("call", permit.call()).setCause(away).log("call.not_sent");
        return settling.takeBack(permit.call(), "carrier_down", AFTER_SILENCE);
    }

    /** Everything that takes time or can fail, before the instant is waited for. */
    private Prepared prepare(Gate.Permit permit) {
        CarrierDriver driver = drivers.driver(permit.account().carrier());
        CompiledFlow written = flows.version(permit.organization(), permit.flow());
        boolean whole = driver.capabilities().features().contains(Feature.WHOLE_SCRIPTS);
        CompiledFlow flow = whole ? written : written.oneByOne();
        CompiledFlow.Rendered first = whole ? begin(permit, flow) : flow.unbegun();
        return new Prepared(
                driver,
                accounts.open(permit.account()),
                plans.callbackUrl(permit),
                first,
                DialedWith.of(plans.plan(permit, flow.outline(), first), flow, first, permit));
    }

    private CompiledFlow.Rendered begin(Gate.Permit permit, CompiledFlow flow) {
        return rendering.render(
                flow,
                flow.outline().start(),
                0,
                permit.variables(),
                Map.of(),
                new TransferRules.Scope(
                        permit.organization(),
                        permit.campaign(),
                        permit.settings().defaultCountry(),
                        permit.settings().allowedCountries()));
    }

    private DialOutcome send(Gate.Permit permit, Prepared first) {
        Gate.Permit current = permit;
        Prepared prepared = first;
        for (int turn = 0; turn < TURNS; turn++) {
            current = readAgain(current);
            var moment = new SendMoment(current, headroom);
            DialAnswer answer = ask(prepared, current, moment);
            if (!moment.missed()) {
                return settling.settle(current, moment, answer, prepared.with().plan());
            }
            meters.late();
            Gate.Answer again;
            try {
                again = gate.again(permit.call());
            } catch (RuntimeException away) {
                return unsent(permit, away);
            }
            switch (again) {
                case Gate.Answer.Open(Gate.Permit next) -> {
                    current = next;
                    prepared = prepared.over(accounts.open(next.account()));
                }
                case Gate.Answer.Early early ->
                        throw new IllegalStateException(permit.call() + ": reserved, yet early");
                case Gate.Answer.Closed(String rule) -> {
                    return new DialOutcome.Released(rule);
                }
                case Gate.Answer.NotClaimed(boolean live) -> {
                    return settling.recover(permit.call());
                }
            }
        }
        return settling.takeBack(permit.call(), "pacing", Duration.ofSeconds(1));
    }

    /** A longer window would have been welcome; the one there is holds. */
    private Gate.Permit readAgain(Gate.Permit permit) {
        try {
            return gate.readAgain(permit);
        } catch (RuntimeException away) {
            LOG.atWarn().addKeyValue("call", permit.call()).setCause(away).log("call.not_read");
            return permit;
        }
    }

    /** A driver never throws; should one do so, what matters is whether its last check was run. */
    private static DialAnswer ask(Prepared prepared, Gate.Permit permit, SendMoment moment) {
        try {
            return prepared.driver().dial(prepared.account(), prepared.request(permit, moment));
        } catch (RuntimeException broken) {
            LOG.atError().addKeyValue("call", permit.call()).setCause(broken).log("driver.failed");
            return moment.taken()
                    ? new DialAnswer.Ambiguous(DialSettling.DRIVER_FAILED)
                    : new DialAnswer.NotSent(DialSettling.DRIVER_FAILED, DialAnswer.Problem.NONE);
        }
    }

    private record Prepared(
            CarrierDriver driver,
            CarrierAccount account,
            String callbackUrl,
            CompiledFlow.Rendered first,
            DialedWith with) {
        /** The account may have been edited since. */
        Prepared over(CarrierAccount edited) {
            return new Prepared(driver, edited, callbackUrl, first, with);
        }

        @Nullable Script kept(Gate.Permit permit) {
            var dialed =
                    new CallOnCarrier.Dialed(
                            callbackUrl, permit.to(), permit.from(), permit.sendAt());
            return driver.fetches(dialed, first.script()) ? first.script() : null;
        }

        DialRequest request(Gate.Permit permit, SendMoment moment) {
            return new DialRequest(
                    permit.call(),
                    permit.to(),
                    permit.from(),
                    callbackUrl,
                    permit.settings().ringTimeout(),
                    permit.settings().maxCallDuration(),
                    detection(permit.settings()),
                    tuning(permit.settings()),
                    permit.record(),
                    permit.settings().identity().get("call_reason"),
                    first.script(),
                    moment::take);
        }

        private static @Nullable MachineTuning tuning(CampaignSettings settings) {
            return settings.machines().detect() ? settings.machines().tuning() : null;
        }

        private static Detection detection(CampaignSettings settings) {
            MachinePolicy machines = settings.machines();
            if (!machines.detect()) {
                return Detection.NONE;
            }
            String message = settings.message();
            boolean leaves =
                    machines.onMachine() == MachinePolicy.OnMachine.LEAVE_MESSAGE
                            && message != null
                            && !message.isBlank();
            return leaves ? Detection.MESSAGE_END : Detection.VERDICT;
        }
    }
}
