package io.carillon.activities.call;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadDecisions.Decision;
import io.carillon.activities.media.HoldMusic;
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
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** {@link CallControl} over the row, the carrier and the call's workflow, in that order. */
final class CallSteering implements CallControl {
    private static final Logger LOG = LoggerFactory.getLogger(CallSteering.class);

    /** Steps of operators' scripts; flows cannot name a step so. */
    private static final String OPERATOR = "operator:";

    private static final String HELD = OPERATOR + "hold";

    // Twenty minutes; then the interrupted step comes again.
    private static final int HOLD_MUSIC_TIMES = 60;

    // A script that is over when it begins; carriers wait for a second at least.
    private static final Script.Verb NOTHING =
            new Script.Pause(OPERATOR + "unhold", Duration.ofMillis(100));

    // Telephone audio is 64 to 128 kbit/s; only the simulator goes by the length.
    private static final long AUDIO_BYTES_PER_SECOND = 16_000;

    private final Transactions transactions;
    private final FollowedCalls calls;
    private final ScriptRows scripts;
    private final Speaking speaking;
    private final Outcomes outcomes;
    private final Flows flows;
    private final RunningGather gather;
    private final LeadDecisions decisions;
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
            RunningGather gather,
            LeadDecisions decisions,
            Blobs blobs,
            TransferRules transfers,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.calls = calls;
        this.scripts = scripts;
        this.speaking = speaking;
        this.outcomes = outcomes;
        this.flows = flows;
        this.gather = gather;
        this.decisions = decisions;
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
        Set<Feature> able = speaking.features(row);
        if (able.contains(Feature.HOLD)) {
            carrierHolds(row, on);
        } else if (able.contains(Feature.PLAY) && able.contains(Feature.LIVE_SCRIPT)) {
            holdWithMusic(row, on);
        } else {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + row.carrier() + " cannot put a call on hold",
                    "",
                    false);
        }
    }

    private void carrierHolds(FollowedCall row, boolean on) {
        boolean held =
                asking(
                        row.id(),
                        () ->
                                speaking.ask(
                                        row,
                                        (driver, account, known) ->
                                                driver.hold(account, known, on)));
        if (!held) {
            throw over(row.id());
        }
    }

    /**
     * Music is an operator's script, behind which the interrupted step comes again; taken off hold
     * it ends early.
     */
    private void holdWithMusic(FollowedCall row, boolean on) {
        boolean held = HELD.equals(row.script().step());
        if (on && !held) {
            var music = new Script.Play(HELD, Script.Play.HOLD_MUSIC, HoldMusic.LENGTH);
            begin(row, HELD, Collections.nCopies(HOLD_MUSIC_TIMES, music), Performed.Awaits.SPOKEN);
        } else if (!on && held) {
            var nothing = new Script(row.script().sequence(), List.of(NOTHING));
            if (!asking(row.id(), () -> speaking.give(row, nothing))) {
                throw over(row.id());
            }
        }
    }

    /** A step that no flow has. */
    static boolean isOperators(String step) {
        return step.startsWith(OPERATOR);
    }

    @Override
    public void digits(OrganizationId organization, CallId call, String digits) {
        FollowedCall row = steerable(organization, call);
        begin(row, new Script.SendDigits(OPERATOR + "digits", digits), Performed.Awaits.SPOKEN);
    }

    private void begin(FollowedCall row, Script.Verb verb, Performed.Awaits awaits) {
        begin(row, null, List.of(verb), awaits);
    }

    /**
     * Written first, like a flow's script; the workflow goes on behind it. Where that costs keys,
     * they are waited for.
     */
    private void begin(
            FollowedCall asked,
            @Nullable String step,
            List<? extends Script.Verb> verbs,
            Performed.Awaits awaits) {
        boolean costsKeys = !speaking.features(asked).contains(Feature.KEEPS_KEYS);
        FollowedCall row = costsKeys ? gather.awaited(asked) : asked;
        if (row.over()) {
            throw over(row.id());
        }
        var script = new Script(row.script().sequence() + 1, List.copyOf(verbs));
        if (!written(row, step, script, costsKeys && gather.asks(row))) {
            throw conflict("CALL_BUSY", row.id() + " went on meanwhile; try again");
        }
        steer(row.id(), new Performed(script.sequence(), List.of(), awaits));
        if (!asking(row.id(), () -> speaking.give(row, script))) {
            throw over(row.id());
        }
    }

    private boolean written(
            FollowedCall row, @Nullable String step, Script script, boolean cutsGather) {
        return transactions.system(
                () -> {
                    boolean begun =
                            scripts.begin(
                                    row.id(),
                                    script.sequence(),
                                    null,
                                    step,
                                    false,
                                    StepEffects.NONE,
                                    speaking.kept(row, script));
                    if (begun && cutsGather) {
                        decisions.append(keysMayBeLost(row));
                    }
                    return begun;
                });
    }

    private static Decision keysMayBeLost(FollowedCall row) {
        return new Decision(
                row.organization(),
                row.lead(),
                row.id(),
                "interrupted",
                "operator",
                "a key pressed just then is lost; the step is asked again",
                null);
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
        if (!speaking.features(row).contains(Feature.LIVE_SCRIPT)) {
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
