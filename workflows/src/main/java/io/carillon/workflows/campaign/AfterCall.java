package io.carillon.workflows.campaign;

import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.lead.LeadOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an ended call means for its lead: the same number again, the next of its numbers, or its
 * outcome. Pure; calling hours come after it.
 *
 * <p>The n-th retry after a result uses that result's n-th delay. While the lead has another number
 * the listed delays are all a number gets; on the last one the last delay repeats until the cap.
 * Attempts on all numbers count towards the cap, and none begins sooner than the minimum spacing
 * after the one before. A promised call back is one more attempt, also after a person was reached:
 * the cap and the spacing hold for it, delays do not.
 */
public sealed interface AfterCall {
    /** The same number may be tried from {@code due} on. */
    record Again(Instant due) implements AfterCall {}

    /** The next of the lead's numbers may be tried from {@code due} on. */
    record NextPhone(Instant due) implements AfterCall {}

    /** The person asked for it: the same number from {@code due} on, whatever it is retried for. */
    record CallBack(Instant due) implements AfterCall {}

    /** The lead is done. */
    record Done(LeadOutcome outcome) implements AfterCall {}

    /**
     * How the attempt ended.
     *
     * @param optedOut the person asked never to be called again during this call
     * @param goal the flow reached a goal
     * @param callBackAt when the person was promised another call; null: no promise
     */
    record Attempt(
            CallResult result,
            boolean messageLeft,
            boolean optedOut,
            boolean goal,
            Instant dialedAt,
            Instant endedAt,
            @Nullable Instant callBackAt) {}

    /**
     * Where the lead stands.
     *
     * @param attempts all so far, this one included
     * @param retriesUsed on this number after this same result, this attempt not included
     * @param morePhones a number after this one is left
     * @param single asked for one by one: never retried
     */
    record Standing(int attempts, int retriesUsed, boolean morePhones, boolean single) {}

    static AfterCall decide(Attempt attempt, Standing standing, CampaignSettings settings) {
        if (attempt.optedOut()) {
            return new Done(LeadOutcome.OPTED_OUT);
        }
        if (standing.single()
                || standing.attempts() >= settings.maxAttemptsPerLead()
                || attempt.result() == CallResult.CANCELED) {
            return new Done(outcome(attempt));
        }
        if (attempt.callBackAt() != null) {
            Instant spaced = attempt.dialedAt().plus(settings.minBetweenAttempts());
            return new CallBack(later(attempt.callBackAt(), spaced));
        }
        if (finalFor(attempt, settings)) {
            return new Done(outcome(attempt));
        }
        List<Duration> delays = delays(attempt.result(), settings);
        boolean listed = standing.retriesUsed() < delays.size();
        if (listed || (!delays.isEmpty() && !standing.morePhones())) {
            Duration delay = delays.get(Math.min(standing.retriesUsed(), delays.size() - 1));
            return new Again(due(attempt, delay, settings));
        }
        return standing.morePhones() && attempt.result() != CallResult.HUMAN
                ? new NextPhone(due(attempt, Duration.ZERO, settings))
                : new Done(outcome(attempt));
    }

    /** The row of the contract's table, read when nothing is tried any more. */
    static LeadOutcome outcome(Attempt attempt) {
        return switch (attempt.result()) {
            case HUMAN -> LeadOutcome.REACHED;
            case MACHINE -> attempt.messageLeft() ? LeadOutcome.VOICEMAIL : LeadOutcome.EXHAUSTED;
            case FAX, UNKNOWN, NO_ANSWER, BUSY, REJECTED, CONGESTION -> LeadOutcome.EXHAUSTED;
            case INVALID_NUMBER -> LeadOutcome.INVALID_NUMBER;
            case CARRIER_ERROR, BLOCKED -> LeadOutcome.FAILED;
            case CANCELED -> LeadOutcome.CANCELED;
        };
    }

    /** The person was reached, or somebody ended it: no number of this lead is tried again. */
    private static boolean finalFor(Attempt attempt, CampaignSettings settings) {
        return switch (attempt.result()) {
            case HUMAN -> attempt.goal() || !settings.retryUntilGoal();
            case MACHINE -> attempt.messageLeft();
            case CANCELED -> true;
            case FAX,
                    UNKNOWN,
                    NO_ANSWER,
                    BUSY,
                    REJECTED,
                    CONGESTION,
                    INVALID_NUMBER,
                    CARRIER_ERROR,
                    BLOCKED ->
                    false;
        };
    }

    /**
     * An invalid number stays invalid. A person reached without a goal is tried again when the
     * campaign says so, by the delays for human, or by the minimum spacing when it names none.
     */
    private static List<Duration> delays(CallResult result, CampaignSettings settings) {
        if (result == CallResult.INVALID_NUMBER) {
            return List.of();
        }
        List<Duration> unnamed =
                result == CallResult.HUMAN ? List.of(Duration.ofSeconds(1)) : List.of();
        return settings.retry().getOrDefault(result.wire(), unnamed);
    }

    private static Instant due(Attempt attempt, Duration delay, CampaignSettings settings) {
        Instant spaced = attempt.dialedAt().plus(settings.minBetweenAttempts());
        return later(attempt.endedAt().plus(delay), spaced);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
