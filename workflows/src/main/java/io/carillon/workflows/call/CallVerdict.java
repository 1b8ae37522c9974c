package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

/**
 * The result of a call, from what is known of it. Pure.
 *
 * <p>A call that was answered is judged by the detector's verdict; without detection it counts as a
 * person. A digit or speech from the far end is a person where the verdict is missing or unknown.
 * An end that was only looked up proves less than one that was told: no callback since the answer
 * means nobody saw a person.
 */
public final class CallVerdict {
    /** The far end hung up: an act of a person when no verdict came before it. */
    static final String HUNG_UP_BY_PERSON = "hung_up_by_person";

    private CallVerdict() {}

    /** The carrier told us that the call is over. */
    static CallEnding told(CarrierNews.Ended ended, boolean detect) {
        Impression known = ended.known();
        if (!ended.answered() && !known.answered()) {
            return unanswered(ended.result(), ended.cause());
        }
        boolean personByHangingUp = !detect || ended.cause().equals(HUNG_UP_BY_PERSON);
        return answered(known, personByHangingUp, ended.cause());
    }

    /** Nobody told us; the carrier said so when asked. */
    static CallEnding lookedUp(LookUp.Ended ended, Impression known) {
        CallEnding ending =
                ended.answered() || known.answered()
                        ? answered(known, false, ended.cause())
                        : unanswered(ended.result(), ended.cause());
        return ending.withoutCallback();
    }

    /** The end is not known and will not be. */
    static CallEnding unheardOf(Impression known, String cause) {
        CallEnding ending =
                known.answered()
                        ? answered(known, false, cause)
                        : unanswered(CallResult.UNKNOWN, cause);
        return ending.withoutCallback();
    }

    /** Its time is over; {@code looked} is what the carrier says last. */
    public static CallEnding givenUp(LookedUp looked) {
        return looked.answer() instanceof LookUp.Ended ended
                ? lookedUp(ended, looked.known())
                : unheardOf(looked.known(), "given_up");
    }

    private static CallEnding answered(
            Impression known, boolean personWithoutVerdict, String cause) {
        AnsweredBy verdict = known.answeredBy();
        CallResult result =
                verdict == null
                        ? personIf(known.heard() || personWithoutVerdict)
                        : switch (verdict) {
                            case HUMAN -> CallResult.HUMAN;
                            case MACHINE -> CallResult.MACHINE;
                            case FAX -> CallResult.FAX;
                            case UNKNOWN -> personIf(known.heard());
                        };
        return new CallEnding(result, cause, true, known.messageLeft());
    }

    private static CallResult personIf(boolean person) {
        return person ? CallResult.HUMAN : CallResult.UNKNOWN;
    }

    private static CallEnding unanswered(@Nullable CallResult result, String cause) {
        return new CallEnding(result == null ? CallResult.UNKNOWN : result, cause, false, false);
    }
}
