package io.carillon.activities.account;

import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How an account is, and what it becomes when a dial is answered. Pure.
 *
 * @param reason why it is paused or down
 * @param failures dials in a row that were not answered, while it is active
 * @param breaker while it is down: how long the next probe was put off; null: it is not down
 * @param downUntil while it is down: when one call may be dialed as a probe; null: not by time
 * @param probe the one call that is let through while it is down; null: none was, yet
 * @param share of the configured pace that was left to it at {@code slowedAt}; null: all
 * @param refusedAt when its carrier turned it down and it was paused for that; null: not so
 * @param wellSince when it was last mended; null: it was never otherwise
 */
public record AccountHealth(
        Status status,
        @Nullable String reason,
        int failures,
        @Nullable Duration breaker,
        @Nullable Instant downUntil,
        @Nullable CallId probe,
        @Nullable Double share,
        @Nullable Instant slowedAt,
        @Nullable Instant refusedAt,
        @Nullable Instant wellSince) {

    /** Fewer may happen to a carrier that is well: some of a hundred requests get lost. */
    static final int FAILURES = 5;

    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** A probe that certainly was not sent rings nobody, so it may be tried often. */
    static final Duration LONGEST_UNSENT = Duration.ofSeconds(8);

    /** One that may have been sent may have rung somebody who then hears nothing. */
    static final Duration LONGEST_MAYBE = Duration.ofMinutes(5);

    /**
     * After this a probe of which nothing was heard is followed by another: its worker is gone. A
     * dial tries eight turns of half a second, and waits for its answer for seconds.
     */
    public static final Duration PROBE_LEASE = Duration.ofSeconds(60);

    /** Of the configured pace; slower would not be asked for less by any carrier that is well. */
    static final double LEAST_SHARE = 1.0 / 8;

    /** What comes back of the share each second; pace_now in the database says the same. */
    private static final double GROWTH = 1.0 / 8;

    public enum Status {
        ACTIVE,
        PAUSED,
        DOWN;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status ofWire(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether this call may be dialed with it now. */
    public boolean mayDial(CallId call, Instant now) {
        return switch (status) {
            case ACTIVE -> true;
            case PAUSED -> false;
            case DOWN -> call.equals(probe) || (downUntil != null && !downUntil.isAfter(now));
        };
    }

    /** Whether it matters that a dial was answered; else its success need not be written. */
    public boolean awaitsAnswer() {
        return status == Status.DOWN || failures > 0;
    }

    /**
     * What a dial's answer makes of it; equal to this where it changes nothing.
     *
     * @param sentAt the instant reserved for the dial
     */
    public AccountHealth after(DialNews news, CallId call, Instant sentAt, Instant now) {
        return switch (news) {
            case DialNews.TurnedDown(String cause) ->
                    status == Status.PAUSED || past(sentAt) ? this : turnedDown(cause, now);
            case DialNews.TooFast() -> answered(call, now).slowed(sentAt, now);
            case DialNews.Answered() -> answered(call, now);
            case DialNews.Unanswered unanswered -> unanswered(unanswered, call, sentAt, now);
            case DialNews.Nothing() -> probes(call) ? down(reason, breaker, now, null) : this;
        };
    }

    /** Sent before it was mended. */
    private boolean past(Instant sentAt) {
        return wellSince != null && !sentAt.isAfter(wellSince);
    }

    private boolean probes(CallId call) {
        return status == Status.DOWN && call.equals(probe);
    }

    private AccountHealth turnedDown(String cause, Instant now) {
        return new AccountHealth(
                Status.PAUSED,
                "the carrier turned it down: " + cause,
                0,
                null,
                null,
                null,
                share,
                slowedAt,
                now,
                wellSince);
    }

    /** While it is down only its probe counts: the others were sent before. */
    private AccountHealth answered(CallId call, Instant now) {
        return switch (status) {
            case PAUSED -> this;
            case ACTIVE -> active(reason, 0, wellSince);
            case DOWN -> probes(call) ? active(null, 0, now) : this;
        };
    }

    private AccountHealth unanswered(
            DialNews.Unanswered news, CallId call, Instant sentAt, Instant now) {
        return switch (status) {
            case PAUSED -> this;
            case ACTIVE -> past(sentAt) ? this : failed(news, now);
            case DOWN -> probes(call) ? reopened(news, now) : this;
        };
    }

    private AccountHealth failed(DialNews.Unanswered news, Instant now) {
        return failures + 1 < FAILURES
                ? active(reason, failures + 1, wellSince)
                : down(why(news), FIRST_WAIT, now.plus(FIRST_WAIT), null);
    }

    private AccountHealth reopened(DialNews.Unanswered news, Instant now) {
        Duration longest = news.maybeRang() ? LONGEST_MAYBE : LONGEST_UNSENT;
        Duration doubled = breaker == null ? FIRST_WAIT : breaker.multipliedBy(2);
        Duration wait = doubled.compareTo(longest) < 0 ? doubled : longest;
        return down(why(news), wait, now.plus(wait), null);
    }

    private static String why(DialNews.Unanswered news) {
        return "the carrier does not answer: " + news.cause();
    }

    /** Once for all that were sent at the pace of before. */
    private AccountHealth slowed(Instant sentAt, Instant now) {
        if (status == Status.PAUSED || (slowedAt != null && !sentAt.isAfter(slowedAt))) {
            return this;
        }
        return new AccountHealth(
                status,
                reason,
                failures,
                breaker,
                downUntil,
                probe,
                Math.max(LEAST_SHARE, shareAt(now) / 2),
                now,
                refusedAt,
                wellSince);
    }

    /** Of the configured pace, 1 for all of it. */
    double shareAt(Instant now) {
        if (share == null || slowedAt == null) {
            return 1;
        }
        long seconds = Math.max(0, Duration.between(slowedAt, now).toSeconds());
        return Math.min(1, share + seconds * GROWTH);
    }

    private AccountHealth active(@Nullable String why, int unanswered, @Nullable Instant since) {
        return new AccountHealth(
                Status.ACTIVE, why, unanswered, null, null, null, share, slowedAt, null, since);
    }

    private AccountHealth down(
            @Nullable String why, @Nullable Duration wait, Instant until, @Nullable CallId call) {
        return new AccountHealth(
                Status.DOWN, why, failures, wait, until, call, share, slowedAt, null, wellSince);
    }
}
