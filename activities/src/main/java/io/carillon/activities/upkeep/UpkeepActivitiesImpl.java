package io.carillon.activities.upkeep;

import io.carillon.activities.temporal.SteadyBeat;
import io.carillon.workflows.upkeep.UpkeepActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

import java.time.Duration;

/** {@link UpkeepActivities} over the sweeper. */
public final class UpkeepActivitiesImpl implements UpkeepActivities {
    // A fifth of the heartbeat timeout: a busy process misses one and is not taken for dead.
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final Sweeper sweeper;

    UpkeepActivitiesImpl(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Override
    public String sweep() {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        try (SteadyBeat beat = SteadyBeat.start(() -> activity.heartbeat(null), BEAT)) {
            return sweeper.sweep();
        }
    }
}
