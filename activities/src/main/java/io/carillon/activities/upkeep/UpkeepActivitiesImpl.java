package io.carillon.activities.upkeep;

import io.carillon.workflows.upkeep.UpkeepActivities;

/** {@link UpkeepActivities} over the sweeper. */
public final class UpkeepActivitiesImpl implements UpkeepActivities {
    private final Sweeper sweeper;

    UpkeepActivitiesImpl(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    @Override
    public String sweep() {
        return sweeper.sweep();
    }
}
