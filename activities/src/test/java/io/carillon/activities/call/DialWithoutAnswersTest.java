package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.testing.OneFails;
import io.carillon.activities.testing.OneFails.Really;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whichever transaction of a dial gets no answer, and whether or not it was done: the carrier sees
 * at most one request, and a request it never saw is known not to have left.
 */
class DialWithoutAnswersTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final OneFails TRANSACTIONS = new OneFails(DATABASE.transactions());
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

    // The gate, the prepared mark, the answer, and what is not a dial's any more.
    @ParameterizedTest
    @CsvSource({
        "0, UNDONE, 0",
        "0, DONE, 0",
        "1, UNDONE, 0",
        "1, DONE, 0",
        "2, UNDONE, 1",
        "2, DONE, 1",
        "3, UNDONE, 1"
    })
    void dialsOnceOrSaysThatNothingLeft(int wellDone, Really really, int requests) {
        CallId call = BED.claimed();

        TRANSACTIONS.failAfter(wellDone, really);
        DialOutcome outcome = dialed(call);
        boolean failed = TRANSACTIONS.failed();

        assertThat(driver.dials).hasSize(requests);
        assertToldTruly(call, outcome);
        assertThat(failed).isEqualTo(wellDone < 3);
    }

    // The gate, the mark, perhaps another look at the clock, another instant, perhaps another
    // look, the answer.
    @ParameterizedTest
    @CsvSource({
        "0, UNDONE",
        "0, DONE",
        "1, UNDONE",
        "1, DONE",
        "2, UNDONE",
        "2, DONE",
        "3, UNDONE",
        "3, DONE",
        "4, UNDONE",
        "4, DONE",
        "5, UNDONE",
        "5, DONE"
    })
    void theSameWhenItsTurnIsMissed(int wellDone, Really really) {
        CallId call = BED.claimed();
        missTheFirstTurn();

        TRANSACTIONS.failAfter(wellDone, really);
        DialOutcome outcome = dialed(call);
        TRANSACTIONS.failed();

        assertThat(driver.dials).hasSizeLessThanOrEqualTo(1);
        assertToldTruly(call, outcome);
    }

    @ParameterizedTest
    @CsvSource({"2, UNDONE", "2, DONE"})
    void theSameWhenTheCarrierTurnsItAway(int wellDone, Really really) {
        CallId call = BED.claimed();
        driver.answer = request -> new DialAnswer.NotSent("refused", DialAnswer.Problem.DOWN);

        TRANSACTIONS.failAfter(wellDone, really);
        DialOutcome outcome = dialed(call);

        assertThat(TRANSACTIONS.failed()).isTrue();
        assertThat(driver.dials).hasSize(1);
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
