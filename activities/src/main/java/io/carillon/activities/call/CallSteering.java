package io.carillon.activities.call;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@link CallControl} over the row, the carrier and the call's workflow, in that order. */
final class CallSteering implements CallControl {
    private static final Logger LOG = LoggerFactory.getLogger(CallSteering.class);

    /** Steps of operators' scripts; flows cannot name a step so. */
    private static final String OPERATOR = "operator:";

    // Telephone audio is 64 to 128 kbit/s; only the simulator goes by the length.
    private static final long AUDIO_BYTES_PER_SECOND = 16_000;

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final ScriptRows scripts;
    private final Speaking speaking;
    private final Outcomes outcomes;
    private final Flows flows;
    private final Blobs blobs;
    private final TransferRules transfers;
    private final WorkflowStarter workflows;

    CallSteering(
            Transactions transactions,
            FollowedCalls calls,
            ScriptRows scripts,
            Speaking speaking,
            Outcomes outcomes,
            Flows flows,
            Blobs blobs,
            TransferRules transfers,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.calls = calls;
        this.scripts = scripts;
        this.speaking = speaking;
        this.outcomes = outcomes;
        this.flows = flows;
        this.blobs = blobs;
        this.transfers = transfers;
        this.workflows = workflows;
    }

    @Override
    public void cancel(OrganizationId organization, CallId call) {
        FollowedCall row = of(organization, call);
        if (!outcomes.cancelUndialed(call, "canceled_by_request")) {
            throw row.over() ? over(call) : conflict("CALL_LIVE", call + " was dialed; hang it up");
        }
    }

    /** The workflow is asked first: it knows that the end was wanted. */
    @Override
    public void hangUp(OrganizationId organization, CallId call) {
        FollowedCall row = of(organization, call);
        if (row.over()) {
            throw over(call);
        }
        if (outcomes.cancelUndialed(call, "canceled_by_request") || workflows.hangUp(call)) {
            return;
        }
        asking(
                call,
                () -> {
                    // It may have been dialed since it was read.
                    speaking.hangUp(of(organization, call));
                    return true;
                });
    }

    @Override
    public void say(
            OrganizationId organization,
            CallId call,
            String text,
            @Nullable String voice,
            @Nullable String language) {
        FollowedCall row = steerable(organization, call);
        CompiledFlow flow = flows.version(organization, Objects.requireNonNull(row.flow()));
        begin(
                row,
                new Script.Say(
                        OPERATOR + "say",
                        text,
                        voice == null ? flow.voice() : voice,
                        language == null ? flow.language() : language),
                Performed.Awaits.SPOKEN);
    }

    @Override
    public void play(OrganizationId organization, CallId call, BlobId audio) {
        FollowedCall row = steerable(organization, call);
        Blobs.Blob blob =
                blobs.find(organization, audio)
                        .orElseThrow(
                                () ->
                                        new NotPossible(
                                                "AUDIO_NOT_FOUND",
                                                "there is no such audio",
                                                "/audio",
                                                false));
        Duration length = Duration.ofSeconds(1 + blob.sizeBytes() / AUDIO_BYTES_PER_SECOND);
        begin(
                row,
                new Script.Play(OPERATOR + "play", audio.toString(), length),
                Performed.Awaits.SPOKEN);
    }

    @Override
    public void transfer(
            OrganizationId organization, CallId call, PhoneNumber to, Duration timeout) {
        FollowedCall row = steerable(organization, call);
        transfers
                .refusal(row.transferScope(), to.e164())
                .ifPresent(
                        why -> {
                            throw new NotPossible("TRANSFER_NOT_ALLOWED", why, "/to", false);
                        });
        begin(
                row,
                new Script.Transfer(OPERATOR + "transfer", to.e164(), row.from(), timeout),
                Performed.Awaits.TRANSFER);
    }

    @Override
    public void hold(OrganizationId organization, CallId call, boolean on) {
        FollowedCall row = live(organization, call);
        boolean held =
                asking(
                        call,
                        () ->
                                speaking.ask(
                                        row,
                                        (driver, account, known) ->
                                                hold(driver, account, known, on)));
        if (!held) {
            throw over(call);
        }
    }

    private static boolean hold(
            CarrierDriver driver, CarrierAccount account, CallOnCarrier call, boolean on)
            throws IOException {
        if (!driver.capabilities().features().contains(Capabilities.Feature.HOLD)) {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + driver.carrier() + " cannot put a call on hold",
                    "",
                    false);
        }
        return driver.hold(account, call, on);
    }

    @Override
    public void digits(OrganizationId organization, CallId call, String digits) {
        FollowedCall row = steerable(organization, call);
        begin(row, new Script.SendDigits(OPERATOR + "digits", digits), Performed.Awaits.SPOKEN);
    }

    /** Written first, like a flow's script; the workflow goes on behind it. */
    private void begin(FollowedCall row, Script.Verb verb, Performed.Awaits awaits) {
        int sequence = row.script().sequence() + 1;
        var script = new Script(sequence, List.of(verb));
        boolean begun =
                transactions.system(
                        () ->
                                scripts.begin(
                                        row.id(),
                                        sequence,
                                        null,
                                        null,
                                        false,
                                        StepEffects.NONE,
                                        speaking.kept(row, script)));
        if (!begun) {
            throw conflict("CALL_BUSY", row.id() + " went on meanwhile; try again");
        }
        steer(row.id(), new Performed(sequence, List.of(), awaits));
        if (!asking(row.id(), () -> speaking.give(row, script))) {
            throw over(row.id());
        }
    }

    /** A script its workflow does not know of would be followed by silence. */
    private void steer(CallId call, Performed script) {
        try {
            workflows.steer(call, script);
        } catch (RuntimeException unreachable) {
            LOG.atWarn()
                    .addKeyValue("call", call)
                    .addKeyValue("cause", unreachable.toString())
                    .log("call.not_steered");
            throw conflict("TEMPORAL_UNREACHABLE", call + ": Temporal did not answer; try again");
        }
    }

    /** What a carrier speaks or gathers must give way, and not come back. */
    private FollowedCall steerable(OrganizationId organization, CallId call) {
        FollowedCall row = live(organization, call);
        if (!speaking.can(row, Capabilities.Feature.LIVE_SCRIPT)) {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + row.carrier() + " cannot be told something else during a call",
                    "",
                    false);
        }
        return row;
    }

    private FollowedCall live(OrganizationId organization, CallId call) {
        FollowedCall row = of(organization, call);
        if (row.over()) {
            throw over(call);
        }
        if (!row.progress().answered()) {
            throw conflict("CALL_NOT_LIVE", call + " was not answered yet");
        }
        return row;
    }

    private FollowedCall of(OrganizationId organization, CallId call) {
        return transactions
                .within(organization, () -> calls.find(call))
                .orElseThrow(() -> conflict("CALL_NOT_FOUND", "there is no such call"));
    }

    private interface Asking<T> {
        T get() throws IOException;
    }

    private static <T> T asking(CallId call, Asking<T> request) {
        try {
            return request.get();
        } catch (IOException silent) {
            throw conflict("CARRIER_UNREACHABLE", call + ": the carrier did not answer; try again");
        }
    }

    private static NotPossible over(CallId call) {
        return conflict("CALL_OVER", call + " is over");
    }

    private static NotPossible conflict(String code, String message) {
        return new NotPossible(code, message, "", true);
    }
}
