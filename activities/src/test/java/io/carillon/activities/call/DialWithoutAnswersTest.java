package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.testing.LostAnswers;
import io.carillon.activities.testing.LostAnswers.Really;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.stream.Stream;

/**
 * Whichever transaction of a dial gets no answer, and whether or not it was done: the carrier sees
 * at most one request, and a request it never saw is known not to have left.
 */
class DialWithoutAnswersTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final LostAnswers TRANSACTIONS = new LostAnswers(DATABASE.transactions());
    private static final CallBed BED = new CallBed(DATABASE, TRANSACTIONS);
    private static final CallActivities CALLS = BED.bean(CallActivities.class);

    private final FakeDriver driver = BED.driver;

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void reset() {
        BED.calm();
        // The flow is read once by a process, and not in the dials below.
        CALLS.dial(BED.claimed());
        BED.calm();
    }

    // The gate, and the mark that a request was prepared.
    @ParameterizedTest
    @CsvSource({
        "0, UNDONE, 1",
        "0, DONE, 0",
        "0, UNDONE UNDONE, 0",
        "0, UNDONE DONE, 0",
        "1, UNDONE, 1",
        "1, DONE, 1",
        "1, UNDONE UNDONE, 0",
        "1, UNDONE DONE, 0",
        "1, DONE UNDONE, 0",
        "1, DONE DONE, 0"
    })
    void dialsOnceOrSaysThatNothingLeft(int wellDone, String really, int requests) {
        CallId call = BED.claimed();

        TRANSACTIONS.failAfter(wellDone, each(really));
        DialOutcome outcome = dialed(call);

        assertThat(TRANSACTIONS.failed()).isTrue();
        assertThat(driver.dials).hasSize(requests);
        assertToldTruly(call, outcome);
    }

    // What comes behind the mark: the answer, or on a busy machine another look at the clock,
    // another instant, and the answer then; and what is not a dial's any more.
    @ParameterizedTest
    @CsvSource({
        "2, UNDONE, false",
        "2, DONE, false",
        "2, DONE DONE, false",
        "3, UNDONE, false",
        "2, UNDONE, true",
        "2, DONE, true",
        "2, DONE DONE, true",
        "2, UNDONE UNDONE, true",
        "3, UNDONE, true",
        "3, DONE, true",
        "4, UNDONE, true",
        "4, DONE, true",
        "5, DONE, true"
    })
    void saysWhetherSomethingLeft(int wellDone, String really, boolean turnMissed) {
        CallId call = BED.claimed();
        if (turnMissed) {
            missTheFirstTurn();
        }

        TRANSACTIONS.failAfter(wellDone, each(really));
        DialOutcome outcome = dialed(call);
        TRANSACTIONS.failed();

        assertThat(driver.dials).hasSizeLessThanOrEqualTo(1);
        assertToldTruly(call, outcome);
    }

    @ParameterizedTest
    @EnumSource(Really.class)
    void givesBackWhatTheCarrierTurnedAway(Really really) {
        CallId call = BED.claimed();
        driver.answer =
                request -> {
                    TRANSACTIONS.failAfter(0, really);
                    return new DialAnswer.NotSent("refused", DialAnswer.Problem.DOWN);
                };

        DialOutcome outcome = dialed(call);

        assertThat(TRANSACTIONS.failed()).isTrue();
        assertThat(outcome).isEqualTo(new DialOutcome.Released("carrier_down"));
        assertThat(BED.call(call, "state")).isEqualTo("gone");
    }

    private void assertToldTruly(CallId call, DialOutcome outcome) {
        if (driver.dials.isEmpty()) {
            assertThat(outcome).isEqualTo(new DialOutcome.Released("carrier_down"));
            assertThat(BED.call(call, "state")).isEqualTo("gone");
        } else {
            assertThat(outcome).isInstanceOf(DialOutcome.Accepted.class);
            assertThat(BED.call(call, "state || ' ' || carrier_call_id")).isEqualTo("dialing CA1");
        }
    }

    private static Really[] each(String really) {
        return Stream.of(really.split(" ")).map(Really::valueOf).toArray(Really[]::new);
    }

    /** As the workflow does. */
    private static DialOutcome dialed(CallId call) {
        try {
            return CALLS.dial(call);
        } catch (RuntimeException lost) {
            return CALLS.recover(call);
        }
    }

    private void missTheFirstTurn() {
        var turns = new int[1];
        driver.beforeLastCheck =
                () -> {
                    long until = System.nanoTime() + 400_000_000L;
                    while (turns[0] == 0 && System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    turns[0]++;
                };
    }
}
