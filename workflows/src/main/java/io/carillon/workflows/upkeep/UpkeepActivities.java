package io.carillon.workflows.upkeep;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The sweeps. Each may be repeated. */
@ActivityInterface(namePrefix = "Upkeep.")
public interface UpkeepActivities {
    /**
     * Claimed rows without a workflow, live rows whose workflow is gone or whose time is over, the
     * carriers' lists of live calls against ours, leads in a call that is over, news and events
     * nobody was told, campaigns whose workflow was terminated, imports and endpoints without
     * theirs. Beats while it lives. Answers a line for the Web UI, with counts.
     */
    @ActivityMethod
    String sweep();
}
