package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.voice.Voices;
import io.carillon.workflows.phone.PhoneNumber;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A script as one TwiML document. However it ends, Twilio tells: by the action of its last verb, or
 * by a redirect behind it. Verbs and attributes: twilio.com/docs/voice/twiml.
 */
final class TwilioScript {
    private final CallOnCarrier.Dialed dialed;
    private final Script script;
    private final TwimlWriter twiml = new TwimlWriter();

    TwilioScript(CallOnCarrier.Dialed dialed, Script script) {
        this.dialed = dialed;
        this.script = script;
    }

    /** From its beginning. */
    static String whole(CallOnCarrier.Dialed dialed, Script script) {
        return new TwilioScript(dialed, script).write(0, 1);
    }

    /** What comes before the place that is wanted was heard. */
    static String from(CallOnCarrier.Dialed dialed, Script script, Understood.Wanted wanted) {
        int last = Math.max(0, script.verbs().size() - 1);
        int verb = wanted.fromTry() == 0 ? Math.min(wanted.fromVerb(), last) : last;
        return new TwilioScript(dialed, script).write(verb, Math.max(1, wanted.fromTry()));
    }

    /** Wrong keys of a gather of one digit are asked again, with the script at hand. */
    static boolean asksAgain(Script script) {
        return !script.verbs().isEmpty()
                && script.verbs().getLast() instanceof Script.Gather gather
                && TwilioGather.refusesKeys(gather);
    }

    private String write(int fromVerb, int fromTry) {
        List<Script.Verb> verbs = script.verbs();
        boolean ended = false;
        for (int i = fromVerb; i < verbs.size(); i++) {
            int before = twiml.length();
            ended = write(verbs.get(i), fromTry);
            if (i > fromVerb && twiml.tooLarge()) {
                twiml.back(before);
                redirect(
                        address(TwilioAction.DOCUMENT)
                                .with(TwilioAction.VERB, Integer.toString(i)));
                return twiml.written();
            }
        }
        if (!ended) {
            redirect(address(TwilioAction.SCRIPT_ENDED));
        }
        return twiml.written();
    }

    /** True when nothing comes behind it. */
    private boolean write(Script.Verb verb, int fromTry) {
        switch (verb) {
            case Script.Say say -> say(twiml, say);
            case Script.Play play -> play(twiml, dialed, play);
            case Script.Pause pause -> twiml.empty("Pause", "length", seconds(pause.length()));
            case Script.SendDigits keys -> twiml.empty("Play", "digits", keys.digits());
            // Who is left a message was found out with DetectMessageEnd, which tells behind the
            // beep (Twilio docs, Answering Machine Detection).
            case Script.AwaitBeep beep -> {}
            // An empty recording is not told to its action: the document goes on (Twilio docs,
            // Record).
            case Script.Record record -> record(record);
            case Script.Gather gather -> {
                gather(gather, fromTry);
                return true;
            }
            case Script.Transfer transfer -> {
                transfer(transfer);
                return true;
            }
            case Script.HangUp last -> {
                hangUp();
                return true;
            }
        }
        return false;
    }

    private void gather(Script.Gather gather, int fromTry) {
        new TwilioGather(
                        twiml,
                        dialed,
                        address(TwilioAction.GATHERED),
                        address(TwilioAction.DOCUMENT),
                        gather)
                .write(fromTry);
    }

    static void say(TwimlWriter twiml, Script.Say say) {
        String voice = Voices.on(TwilioDriver.CARRIER, say.voice(), say.language());
        for (String piece : TwilioText.pieces(say.text())) {
            twiml.text("Say", piece, "voice", voice, "language", say.language());
        }
    }

    static void play(TwimlWriter twiml, CallOnCarrier.Dialed dialed, Script.Play play) {
        twiml.text("Play", new CallbackAddress(dialed.callbackUrl()).audio(play.audio()));
    }

    private void record(Script.Record record) {
        twiml.empty(
                "Record",
                "action",
                address(TwilioAction.RECORDED).with(TwilioAction.STEP, record.step()).url(),
                "maxLength",
                seconds(record.limit()),
                "timeout",
                seconds(record.silence()),
                "finishOnKey",
                record.finishOn(),
                "playBeep",
                Boolean.toString(record.beep()));
    }

    private void transfer(Script.Transfer transfer) {
        var attributes = new ArrayList<String>();
        attributes.add("action");
        attributes.add(
                address(TwilioAction.TRANSFERRED).with(TwilioAction.STEP, transfer.step()).url());
        attributes.add("timeout");
        attributes.add(seconds(transfer.timeout()));
        PhoneNumber own = dialed.from();
        String shown = transfer.from() != null || own == null ? transfer.from() : own.e164();
        if (shown != null) {
            attributes.add("callerId");
            attributes.add(shown);
        }
        twiml.begin("Dial", attributes.toArray(String[]::new)).text("Number", transfer.to()).end();
    }

    /** Whether a message was heard to its end is to be known before the call is over. */
    private void hangUp() {
        if (script.verbs().getFirst() instanceof Script.AwaitBeep) {
            redirect(address(TwilioAction.SPOKEN));
        } else {
            twiml.empty("Hangup");
        }
    }

    private void redirect(CallbackAddress to) {
        twiml.text("Redirect", to.url());
    }

    private CallbackAddress address(String kind) {
        return new CallbackAddress(dialed.callbackUrl())
                .with(TwilioAction.KIND, kind)
                .with(TwilioAction.SCRIPT, Integer.toString(script.sequence()));
    }

    /** Twilio counts in whole seconds, from one; what a flow asks finer is refused at its start. */
    static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
    }
}
