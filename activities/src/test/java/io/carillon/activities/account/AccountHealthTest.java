package io.carillon.activities.account;

import static io.carillon.activities.account.AccountHealth.Status.ACTIVE;
import static io.carillon.activities.account.AccountHealth.Status.DOWN;
import static io.carillon.activities.account.AccountHealth.Status.PAUSED;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What an account becomes by what its dials are answered. Time is moved. */
class AccountHealthTest {
    private static final Instant START = Instant.parse("2026-11-20T17:00:00Z");
    private static final AccountHealth WELL =
            new AccountHealth(ACTIVE, null, 0, null, null, null, null, null, null, null);
    private static final CallId PROBE = new CallId(new UUID(0, 1));
    private static final CallId OTHER = new CallId(new UUID(0, 2));

    private Instant now = START;

    @ParameterizedTest
    @CsvSource({
        "nothing,    ACTIVE, 0",
        "answered,   ACTIVE, 0",
        "unsent,     ACTIVE, 1",
        "maybe,      ACTIVE, 1",
        "turned_down,PAUSED, 0",
    })
    void oneAnswerMakesOfAnAccountThatIsWell(
            String news, AccountHealth.Status status, int failures) {
        AccountHealth after = told(WELL, news, OTHER);

        assertThat(after.status()).isEqualTo(status);
        assertThat(after.failures()).isEqualTo(failures);
    }

    @ParameterizedTest
    @CsvSource({
        "unsent unsent unsent unsent,                          ACTIVE",
        "unsent unsent unsent unsent unsent,                   DOWN",
        "maybe unsent maybe unsent maybe,                      DOWN",
        "unsent unsent unsent unsent answered unsent,          ACTIVE",
        "unsent unsent unsent unsent too_fast unsent,          ACTIVE",
        "unsent unsent unsent unsent nothing unsent,           DOWN",
        "unsent unsent turned_down unsent unsent unsent,       PAUSED",
        "unsent unsent unsent unsent unsent turned_down,       PAUSED",
        "turned_down answered answered,                        PAUSED",
    })
    void fiveInARowThatAreNotAnsweredOpenTheBreaker(String answers, AccountHealth.Status status) {
        AccountHealth health = WELL;
        for (String news : answers.split(" ")) {
            health = told(health, news, OTHER);
        }

        assertThat(health.status()).isEqualTo(status);
    }

    @Test
    void saysWhyItIsDownAndUntilWhen() {
        assertThat(down())
                .isEqualTo(
                        new AccountHealth(
                                DOWN,
                                "the carrier does not answer: connection_refused",
                                4,
                                Duration.ofSeconds(1),
                                START.plusSeconds(1),
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void letsNobodyThroughBeforeItsTimeAndThenOneAlone() {
        AccountHealth down = down();

        assertThat(down.mayDial(OTHER, START.plusMillis(999))).isFalse();
        assertThat(down.mayDial(OTHER, START.plusSeconds(1))).isTrue();
        assertThat(probed(down).mayDial(OTHER, START.plusSeconds(1))).isFalse();
        assertThat(probed(down).mayDial(PROBE, START.plusSeconds(1))).isTrue();
    }

    @Test
    void aProbeNobodyHearsOfIsFollowedByAnother() {
        AccountHealth probed = probed(down());

        assertThat(probed.mayDial(OTHER, now.plus(AccountHealth.PROBE_LEASE))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "answered,    ACTIVE",
        "too_fast,    ACTIVE",
        "unsent,      DOWN",
        "maybe,       DOWN",
        "nothing,     DOWN",
        "turned_down, PAUSED",
    })
    void theProbesAnswerDecides(String news, AccountHealth.Status status) {
        assertThat(told(probed(down()), news, PROBE).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"answered", "unsent", "maybe", "nothing"})
    void callsThatWereSentBeforeItWentDownChangeNothing(String news) {
        AccountHealth probed = probed(down());

        assertThat(told(probed, news, OTHER)).isEqualTo(probed);
    }

    @Test
    void aProbeThatWasNotEvenTriedLeavesItsTurnToTheNext() {
        AccountHealth probed = probed(down());

        AccountHealth after = told(probed, "nothing", PROBE);

        assertThat(after.mayDial(OTHER, now)).isTrue();
        assertThat(after.breaker()).isEqualTo(probed.breaker());
    }

    @ParameterizedTest
    @CsvSource({
        "unsent, 'PT2S PT4S PT8S PT8S PT8S'",
        "maybe,  'PT2S PT4S PT8S PT16S PT32S PT1M4S PT2M8S PT4M16S PT5M PT5M'",
    })
    void eachProbeThatFailsDoublesTheWait(String news, String waits) {
        AccountHealth health = down();
        for (String wait : waits.split(" ")) {
            health = told(probed(health), news, PROBE);

            assertThat(health.breaker()).isEqualTo(Duration.parse(wait));
            assertThat(health.downUntil()).isEqualTo(now.plus(Duration.parse(wait)));
        }
    }

    @Test
    void anAnsweredProbeClosesItAndWhatWasSentBeforeOpensItNoMore() {
        AccountHealth closed = told(probed(down()), "answered", PROBE);

        assertThat(closed)
                .isEqualTo(
                        new AccountHealth(
                                ACTIVE, null, 0, null, null, null, null, null, null, now));
        var silence = new DialNews.Unanswered("timeout", true);
        assertThat(closed.after(silence, OTHER, now, now.plusSeconds(9))).isEqualTo(closed);
        assertThat(closed.after(new DialNews.TurnedDown("balance"), OTHER, now, now))
                .isEqualTo(closed);
        assertThat(closed.after(silence, OTHER, now.plusMillis(1), now.plusSeconds(9)).failures())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.625", "2.9, 0.75", "4, 1", "3600, 1"})
    void halvesItsPaceAtOnceAndGrowsBackByAnEighthASecond(double seconds, double share) {
        AccountHealth slowed = told(WELL, "too_fast", OTHER);

        assertThat(slowed.shareAt(START.plusMillis((long) (1000 * seconds)))).isEqualTo(share);
    }

    @Test
    void slowsOnceForAllThatWereSentAtThePaceOfBefore() {
        AccountHealth slowed = told(WELL, "too_fast", OTHER);
        now = now.plusMillis(200);

        assertThat(slowed.after(new DialNews.TooFast(), OTHER, START, now)).isEqualTo(slowed);
        assertThat(
                        slowed.after(new DialNews.TooFast(), OTHER, START.plusMillis(1), now)
                                .shareAt(now))
                .isEqualTo(0.25);
    }

    @Test
    void slowsToAnEighthAtLeast() {
        AccountHealth slowed = WELL;
        for (int i = 0; i < 9; i++) {
            now = now.plusMillis(10);
            slowed = told(slowed, "too_fast", OTHER);
        }

        assertThat(slowed.shareAt(now)).isEqualTo(1.0 / 8);
    }

    @ParameterizedTest
    @CsvSource({"well, false", "failed, true", "down, true", "slowed, false", "paused, false"})
    void aSuccessIsWrittenOnlyWhereItChangesSomething(String state, boolean awaited) {
        AccountHealth health =
                switch (state) {
                    case "failed" -> told(WELL, "unsent", OTHER);
                    case "down" -> down();
                    case "slowed" -> told(WELL, "too_fast", OTHER);
                    case "paused" -> told(WELL, "turned_down", OTHER);
                    default -> WELL;
                };

        assertThat(health.awaitsAnswer()).isEqualTo(awaited);
    }

    @Test
    void saysThatItsCarrierTurnedItDown() {
        AccountHealth paused = told(WELL, "turned_down", OTHER);

        assertThat(paused.status()).isEqualTo(PAUSED);
        assertThat(paused.reason()).isEqualTo("the carrier turned it down: balance");
        assertThat(paused.refusedAt()).isEqualTo(START);
    }

    private AccountHealth down() {
        AccountHealth health = WELL;
        for (int i = 0; i < AccountHealth.FAILURES; i++) {
            health = told(health, "unsent", OTHER);
        }
        return health;
    }

    /** As the gate writes it when it lets the probe through. */
    private AccountHealth probed(AccountHealth down) {
        Instant until = down.downUntil();
        now = until == null || until.isBefore(now) ? now : until;
        return new AccountHealth(
                DOWN,
                down.reason(),
                down.failures(),
                down.breaker(),
                now.plus(AccountHealth.PROBE_LEASE),
                PROBE,
                down.share(),
                down.slowedAt(),
                null,
                down.wellSince());
    }

    /** By a call sent after all that was known. */
    private AccountHealth told(AccountHealth health, String news, CallId call) {
        return health.after(news(news), call, now.plusNanos(1), now);
    }

    private static DialNews news(String word) {
        return switch (word) {
            case "answered" -> new DialNews.Answered();
            case "unsent" -> new DialNews.Unanswered("connection_refused", false);
            case "maybe" -> new DialNews.Unanswered("timeout", true);
            case "too_fast" -> new DialNews.TooFast();
            case "turned_down" -> new DialNews.TurnedDown("balance");
            default -> new DialNews.Nothing();
        };
    }
}
