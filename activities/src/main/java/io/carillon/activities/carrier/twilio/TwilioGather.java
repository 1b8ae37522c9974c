package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.Script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A gather as so many Gather verbs as it has tries. Without a digit Twilio goes on with the verb
 * behind (Twilio docs, Gather, timeout): the next try. Behind the last the silence is told.
 */
final class TwilioGather {
    private static final String KEYS = "0123456789*#";

    private final TwimlWriter twiml;
    private final CallOnCarrier.Dialed dialed;
    private final CallbackAddress address;
    private final CallbackAddress rest;
    private final Script.Gather gather;

    /**
     * @param address told what was gathered
     * @param rest where the script is fetched from
     */
    TwilioGather(
            TwimlWriter twiml,
            CallOnCarrier.Dialed dialed,
            CallbackAddress address,
            CallbackAddress rest,
            Script.Gather gather) {
        this.twiml = twiml;
        this.dialed = dialed;
        this.address = address;
        this.rest = rest;
        this.gather = gather;
    }

    /** Some keys are to be ignored, and one is all that is awaited. */
    static boolean refusesKeys(Script.Gather gather) {
        return gather.maxDigits() == 1
                && KEYS.chars()
                        .anyMatch(
                                key ->
                                        gather.finishOn().indexOf(key) < 0
                                                && gather.validDigits().indexOf(key) < 0);
    }

    void write(int fromTry) {
        for (int number = fromTry; number <= gather.tries(); number++) {
            int before = twiml.length();
            attempt(number);
            if (number > fromTry && twiml.tooLarge()) {
                twiml.back(before);
                String next = Integer.toString(number);
                twiml.text("Redirect", rest.with(TwilioAction.TRY, next).url());
                return;
            }
        }
        // The finish key without a digit before it ends a gather without telling (Twilio docs,
        // Gather, finishOnKey).
        twiml.text("Redirect", action(Math.max(fromTry, gather.tries())));
    }

    private void attempt(int number) {
        if (!gather.bargeIn()) {
            prompt();
        }
        twiml.begin("Gather", attributes(number).toArray(String[]::new));
        if (gather.bargeIn()) {
            // A key stops what is nested (Twilio docs, Gather, nested verbs).
            prompt();
        }
        twiml.end();
    }

    private List<String> attributes(int number) {
        var attributes = new ArrayList<String>();
        attributes.addAll(List.of("action", action(number)));
        attributes.addAll(List.of("numDigits", Integer.toString(gather.maxDigits())));
        attributes.addAll(List.of("timeout", TwilioScript.seconds(timeout())));
        // One key; left out it would be the number sign (Twilio docs, Gather, finishOnKey).
        String finish = gather.finishOn();
        attributes.addAll(List.of("finishOnKey", finish.isEmpty() ? "" : finish.substring(0, 1)));
        if (number == gather.tries()) {
            attributes.addAll(List.of("actionOnEmptyResult", "true"));
        }
        return attributes;
    }

    /** Twilio has one for the first digit and those behind it: nobody is cut short. */
    private Duration timeout() {
        Duration first = gather.firstDigitTimeout();
        Duration between = gather.interDigitTimeout();
        return gather.maxDigits() > 1 && between.compareTo(first) > 0 ? between : first;
    }

    private void prompt() {
        for (Script.Verb verb : gather.prompt()) {
            switch (verb) {
                case Script.Say say -> TwilioScript.say(twiml, say);
                case Script.Play play -> TwilioScript.play(twiml, dialed, play);
                case Script.Pause pause ->
                        twiml.empty("Pause", "length", TwilioScript.seconds(pause.length()));
                default ->
                        throw new IllegalArgumentException(
                                "a prompt with " + verb.getClass().getSimpleName());
            }
        }
    }

    private String action(int number) {
        CallbackAddress action =
                address.with(TwilioAction.STEP, gather.step())
                        .with(TwilioAction.TRY, Integer.toString(number))
                        .with(TwilioAction.MOST, Integer.toString(gather.maxDigits()));
        action =
                refusesKeys(gather)
                        ? action.with(TwilioAction.VALID, gather.validDigits())
                        : action;
        return (gather.sensitive() ? action.with(TwilioAction.HIDDEN, "1") : action).url();
    }
}
