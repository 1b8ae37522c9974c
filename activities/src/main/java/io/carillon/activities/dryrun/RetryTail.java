package io.carillon.activities.dryrun;

import io.carillon.workflows.campaign.CampaignSettings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often leads are tried, and how long the last of them waits between tries. Pure.
 *
 * @param waits before each retry that somebody is expected to need, first to last
 */
record RetryTail(double attemptsPerLead, List<Duration> waits) {
    // Of ten calls of an ordinary list four reach nobody; the simulated carrier's people are made
    // after the same figure. A campaign that knows better has its progress to look at.
    static final double AGAIN = 0.4;

    RetryTail {
        waits = List.copyOf(waits);
    }

    static RetryTail of(CampaignSettings settings, long leads) {
        boolean retries = settings.retry().values().stream().anyMatch(delays -> !delays.isEmpty());
        double attempts = 1;
        double needing = leads;
        double share = 1;
        var waits = new ArrayList<Duration>();
        for (int retry = 0; retries && retry < settings.maxAttemptsPerLead() - 1; retry++) {
            share *= AGAIN;
            attempts += share;
            needing *= AGAIN;
            if (needing >= 0.5) {
                waits.add(longest(settings, retry));
            }
        }
        return new RetryTail(attempts, waits);
    }

    /** Whoever is dialed last at first is dialed for the last time then. */
    Optional<Instant> after(Instant dialed, EndEstimate.Hours hours) {
        Optional<Instant> at = Optional.of(dialed);
        for (Duration wait : waits) {
            at =
                    at.map(before -> before.plus(wait))
                            .flatMap(
                                    due ->
                                            hours.windowAt(due)
                                                    .map(
                                                            window ->
                                                                    window.opensAt().isAfter(due)
                                                                            ? window.opensAt()
                                                                            : due));
        }
        return at;
    }

    private static Duration longest(CampaignSettings settings, int retry) {
        return settings.retry().values().stream()
                .filter(delays -> !delays.isEmpty())
                .map(delays -> delays.get(Math.min(retry, delays.size() - 1)))
                .reduce(
                        settings.minBetweenAttempts(),
                        (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
