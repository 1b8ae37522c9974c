package io.carillon.workflows.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.workflows.campaign.NextMove.Kind;
import io.carillon.workflows.testing.Histories;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.CanceledFailure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;

class CampaignWorkflowTest {
    private static final NextMove OVER = new NextMove(Kind.OVER, null, "completed");
    private static final NextMove DISPATCH = new NextMove(Kind.DISPATCH, null, "dialing");
    private static final NextMove OPEN =
            new NextMove(Kind.SLEEP, Duration.ofHours(1), "open for new leads");

    private final CampaignScene scene = new CampaignScene();

    @AfterEach
    void close(TestInfo test) {
        Histories.capture(test, scene.history());
        scene.close();
    }

    @Test
    void dispatchesWhatIsDueAndCompletesByItself() {
        scene.look(DISPATCH).dispatch(DISPATCH).dispatch(OVER);

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "dispatch", "dispatch");
        assertThat(scene.where()).isEqualTo("completed");
    }

    @Test
    void sleepsUntilTheWindowOpens() {
        scene.look(sleep(Duration.ofMinutes(40))).look(DISPATCH).dispatch(OVER);

        scene.begin().end();

        assertThat(scene.pauseBefore(1)).isGreaterThanOrEqualTo(Duration.ofMinutes(40));
        assertThat(scene.did()).containsExactly("look", "look", "dispatch");
    }

    @Test
    void saysWhatItWaitsFor() {
        scene.look(sleep(Duration.ofMinutes(40))).look(OVER);

        scene.begin().pass(Duration.ofMinutes(5));

        assertThat(scene.where()).isEqualTo("the window opens later");
        scene.end();
    }

    @Test
    void looksEveryHourThoughTheNextOpeningIsDaysAway() {
        scene.look(sleep(Duration.ofDays(3))).look(sleep(null)).look(OVER);

        scene.begin().end();

        assertThat(scene.pauseBefore(1)).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        assertThat(scene.pauseBefore(2)).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
    }

    @Test
    void looksAgainWithinSecondsWhenALookIsLostWithItsWorker() {
        scene.loseALook().look(OVER);

        scene.begin().end();

        assertThat(scene.pauseBefore(1)).isLessThan(Duration.ofSeconds(10));
        assertThat(scene.did()).containsExactly("look", "look");
    }

    @Test
    void looksAgainAtOnceWhenALeadHasComeDueMeanwhile() {
        scene.look(sleep(Duration.ZERO)).look(OVER);

        scene.begin().end();

        assertThat(scene.pauseBefore(1)).isLessThan(Duration.ofMinutes(1));
        assertThat(scene.did()).containsExactly("look", "look");
    }

    @Test
    void wakesBeforeItsTimerWhenStarted() {
        scene.look(new NextMove(Kind.SLEEP, Duration.ofHours(1), "not started yet"))
                .look(DISPATCH)
                .dispatch(OVER);

        scene.begin().pass(Duration.ofMinutes(5)).wake().end();

        assertThat(scene.pauseBefore(1)).isLessThan(Duration.ofMinutes(39));
        assertThat(scene.did()).containsExactly("look", "look", "dispatch");
    }

    @Test
    void looksOnceMoreWhenWokenDuringItsLastDispatch() {
        scene.look(DISPATCH).dispatch(OVER).look(OVER);
        scene.during("dispatch", scene::wake);

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "dispatch", "look");
    }

    @Test
    void staysOpenForNewLeadsAndDialsThemWhenTheyCome() {
        scene.look(OPEN).look(OPEN).look(DISPATCH).dispatch(OPEN).look(OVER);

        scene.begin().pass(Duration.ofMinutes(90)).wake().end();

        assertThat(scene.pauseBefore(1)).isBetween(Duration.ofHours(1), Duration.ofMinutes(61));
        assertThat(scene.did()).containsExactly("look", "look", "look", "dispatch", "look");
    }

    @Test
    void looksAtTheTablesAgainAfterADispatchThatFailed() {
        scene.look(DISPATCH).dispatch(null).look(DISPATCH).dispatch(OVER);

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "dispatch", "look", "dispatch");
    }

    @Test
    void looksAtTheTablesAgainWhenTheDispatchersWorkerIsLost() {
        scene.look(DISPATCH).look(OVER);
        scene.loseTheDispatcher();

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "dispatch", "look");
        assertThat(scene.pauseBefore(2)).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(1));
    }

    @Test
    void looksUntilTheDatabaseAnswers() {
        scene.look(null).look(null).look(OVER);

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "look", "look");
    }

    @Test
    void anOperatorsPauseRunsTheSwitchAndLooksAgain() {
        scene.look(sleep(Duration.ofHours(1)))
                .look(new NextMove(Kind.SLEEP, Duration.ofHours(1), "paused"))
                .look(OVER);

        String status = scene.begin().pass(Duration.ofMinutes(1)).update("pause");
        scene.pass(Duration.ofMinutes(1));

        assertThat(status).isEqualTo("paused");
        assertThat(scene.where()).isEqualTo("paused");
        scene.end();
        assertThat(scene.did()).containsExactly("look", "pause", "look", "look");
    }

    @Test
    void anOperatorsPauseDuringADispatchIsAnsweredWhileItRuns() {
        scene.look(DISPATCH).dispatch(sleep(Duration.ofMinutes(1))).look(OVER);
        scene.during("dispatch", () -> scene.update("pause"));

        scene.begin().end();

        assertThat(scene.did()).containsExactly("look", "dispatch", "pause", "look");
    }

    @Test
    void anOperatorsResumeLetsItDialAgain() {
        scene.look(new NextMove(Kind.SLEEP, Duration.ofHours(1), "paused"))
                .look(DISPATCH)
                .dispatch(OVER);

        String status = scene.begin().pass(Duration.ofMinutes(1)).update("resume");
        scene.end();

        assertThat(status).isEqualTo("active");
        assertThat(scene.did()).containsExactly("look", "resume", "look", "dispatch");
    }

    @Test
    void anOperatorsStopEndsIt() {
        scene.look(sleep(Duration.ofHours(1))).look(new NextMove(Kind.OVER, null, "stopped"));

        String status = scene.begin().pass(Duration.ofMinutes(1)).update("stop");
        scene.end();

        assertThat(status).isEqualTo("stopped");
        assertThat(scene.did()).containsExactly("look", "stop", "look");
    }

    @Test
    void anImpossibleSwitchTellsTheOperatorWhyAndLeavesTheCampaignAlone() {
        scene.look(sleep(Duration.ofHours(1))).look(OVER);
        scene.refuse("a completed campaign cannot be resumed");
        scene.begin().pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> scene.update("resume"))
                .isInstanceOf(WorkflowUpdateException.class)
                .rootCause()
                .hasMessageContaining("cannot be resumed");

        scene.end();
        assertThat(scene.did()).containsExactly("look", "resume", "look");
        assertThat(scene.pauseBefore(2)).isGreaterThanOrEqualTo(Duration.ofMinutes(58));
    }

    @Test
    void answersAnOperatorBeforeItEndsAndLooksOnceMore() {
        scene.look(sleep(Duration.ofHours(1))).look(OVER).look(OVER);
        scene.during(
                "stop",
                () -> {
                    scene.wake();
                    scene.awaitWhere("completed");
                });

        String status = scene.begin().pass(Duration.ofMinutes(1)).update("stop");
        scene.end();

        assertThat(status).isEqualTo("stopped");
        assertThat(scene.did()).containsExactly("look", "stop", "look", "look");
    }

    @Test
    void goesOnInANewRunWhenItsHistoryIsLong() {
        scene.look(sleep(Duration.ofHours(1))).look(sleep(Duration.ofHours(1))).look(OVER);
        scene.during("look", scene::fill);

        scene.begin().end();

        assertThat(scene.lastEvent()).isEqualTo("EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW");
        assertThat(scene.did()).containsExactly("look", "look", "look");
    }

    @Test
    void endsWhenCanceledInItsSleep() {
        scene.look(sleep(Duration.ofHours(1)));

        scene.begin().pass(Duration.ofMinutes(1)).cancel();

        assertThatThrownBy(scene::end)
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(scene.did()).containsExactly("look");
    }

    @Test
    void endsWhenCanceledDuringADispatch() {
        scene.look(DISPATCH);
        scene.loseTheDispatcher();

        scene.begin().await(2);
        scene.cancel();

        assertThatThrownBy(scene::end)
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
        assertThat(scene.did()).containsExactly("look", "dispatch");
    }

    private static NextMove sleep(@Nullable Duration sleep) {
        return new NextMove(Kind.SLEEP, sleep, "the window opens later");
    }
}
