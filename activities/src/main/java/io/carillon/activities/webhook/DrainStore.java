package io.carillon.activities.webhook;

import io.carillon.workflows.webhook.EndpointStart;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What draining an endpoint reads and writes. */
interface DrainStore {
    /**
     * Where to, and the next due deliveries, first come first; one only after a failed round, none
     * while the endpoint is held. Nobody else is given them for a minute; when they are not settled
     * by then they are due again.
     *
     * @param most of them
     * @return empty when the endpoint is deleted, paused or disabled
     */
    Optional<Work> next(EndpointStart endpoint, int most);

    /**
     * Stores how the tries ended and gives back what was not tried, all or nothing. Settled twice,
     * a round counts once.
     */
    void settle(EndpointStart endpoint, Round round);

    /** Until the next try is due, zero when one is overdue; null when nothing is pending. */
    @Nullable Duration nextIn(EndpointStart endpoint);

    /**
     * @param failedRounds in a row
     * @param held how long nothing is to be tried; zero when it is not held
     */
    record Target(String url, List<SigningSecret> secrets, int failedRounds, Duration held) {}

    /** What a round is about. */
    record Work(Target target, List<Due> due) {
        public Work {
            due = List.copyOf(due);
        }
    }

    /** A delivery to try. */
    record Due(
            UUID delivery, String eventId, String subject, long position, int tries, String body) {}

    /** How one try ended. */
    sealed interface Ended {
        Due due();

        record Delivered(Due due, int status) implements Ended {}

        /**
         * @param next until the next try; null when it is given up
         */
        record Failed(Due due, @Nullable Integer status, String error, @Nullable Duration next)
                implements Ended {}

        /** 410: the receiver wants nothing any more. */
        record Gone(Due due) implements Ended {}

        /** Not tried; due as before. */
        record NotTried(Due due) implements Ended {}
    }

    /**
     * @param failedRounds in a row now; 0 after a success
     * @param hold how long nothing is to be tried
     */
    record Round(List<Ended> ended, int failedRounds, Duration hold) {
        public Round {
            ended = List.copyOf(ended);
        }
    }
}
