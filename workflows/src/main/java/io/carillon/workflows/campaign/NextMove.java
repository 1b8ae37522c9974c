package io.carillon.workflows.campaign;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What a campaign does next.
 *
 * @param sleep how long to sleep before looking again; zero or less: not at all. Null for {@link
 *     Kind#OVER}
 * @param because one sentence for operators, without names or numbers of people: {@code window
 *     opens 09:00 America/Chicago}
 */
public record NextMove(Kind kind, @Nullable Duration sleep, String because) {
    public enum Kind {
        DISPATCH,
        SLEEP,
        OVER
    }
}
