package io.carillon.workflows.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallVerdictTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # detect, verdict, heard, cause             -> result
                    false,    -,       false, hung_up_by_person, HUMAN
                    false,    -,       false, max_duration,      HUMAN
                    false,    -,       true,  hung_up_by_us,     HUMAN
                    true,     HUMAN,   false, hung_up_by_us,     HUMAN
                    true,     HUMAN,   true,  hung_up_by_person, HUMAN
                    true,     MACHINE, false, hung_up_by_us,     MACHINE
                    true,     MACHINE, true,  hung_up_by_person, MACHINE
                    true,     FAX,     false, hung_up_by_us,     FAX
                    true,     UNKNOWN, false, hung_up_by_us,     UNKNOWN
                    true,     UNKNOWN, false, hung_up_by_person, UNKNOWN
                    true,     UNKNOWN, true,  hung_up_by_us,     HUMAN
                    true,     -,       true,  hung_up_by_us,     HUMAN
                    true,     -,       false, hung_up_by_person, HUMAN
                    true,     -,       false, max_duration,      UNKNOWN
                    """)
    void judgesAnAnsweredCallByVerdictAndByWhatWasHeard(
            boolean detect,
            @Nullable AnsweredBy verdict,
            boolean heard,
            String cause,
            CallResult result) {
        var known = new Impression(true, verdict, heard, false);

        CallEnding ending =
                CallVerdict.told(new CarrierNews.Ended(true, null, cause, known), detect);

        assertThat(ending).isEqualTo(new CallEnding(result, cause, true, false));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # verdict, heard -> result
                    -,         false,   UNKNOWN
                    -,         true,    HUMAN
                    HUMAN,     false,   HUMAN
                    MACHINE,   false,   MACHINE
                    FAX,       false,   FAX
                    UNKNOWN,   false,   UNKNOWN
                    UNKNOWN,   true,    HUMAN
                    """)
    void takesNobodyForAPersonWhenTheEndHadToBeLookedUp(
            @Nullable AnsweredBy verdict, boolean heard, CallResult result) {
        var known = new Impression(true, verdict, heard, false);

        assertThat(CallVerdict.lookedUp(new LookUp.Ended(true, null, "hung_up_by_person"), known))
                .isEqualTo(new CallEnding(result, "hung_up_by_person", true, false, true));
        assertThat(CallVerdict.unheardOf(known, "no_news"))
                .isEqualTo(new CallEnding(result, "no_news", true, false, true));
    }

    @ParameterizedTest
    @EnumSource(CallResult.class)
    void takesTheCarriersReadingOfACallNobodyAnswered(CallResult result) {
        var ending = new CallEnding(result, "sip", false, false);

        assertThat(
                        CallVerdict.told(
                                new CarrierNews.Ended(false, result, "sip", Impression.NONE), true))
                .isEqualTo(ending);
        assertThat(CallVerdict.lookedUp(new LookUp.Ended(false, result, "sip"), Impression.NONE))
                .isEqualTo(ending.withoutCallback());
    }

    @Test
    void saysUnknownWhenTheCarrierHasNoReading() {
        assertThat(
                        CallVerdict.told(
                                new CarrierNews.Ended(false, null, "lost", Impression.NONE), false))
                .isEqualTo(new CallEnding(CallResult.UNKNOWN, "lost", false, false));
    }

    @Test
    void remembersAnAnswerTheEndForgot() {
        var known = new Impression(true, AnsweredBy.MACHINE, false, true);

        assertThat(
                        CallVerdict.told(
                                new CarrierNews.Ended(false, CallResult.NO_ANSWER, "x", known),
                                true))
                .isEqualTo(new CallEnding(CallResult.MACHINE, "x", true, true));
    }
}
