package io.carillon.activities.dispatch;

import java.util.UUID;

/**
 * What one dispatching campaign would dial if nobody else did.
 *
 * @param weight of its organization
 * @param account it would dial with; campaigns of one account share that account's pace
 * @param accountPace calls per second the account allows
 * @param callsPerSecond what it has leads for, at most its own pace
 * @param direct single calls: served before the organization's campaigns
 */
record Demand(
        UUID campaign,
        UUID organization,
        int weight,
        UUID account,
        double accountPace,
        double callsPerSecond,
        boolean direct) {}
