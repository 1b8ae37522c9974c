package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.WaitingFor;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why pending leads are not being called this instant: worked out from the tables when asked, in
 * the order of the gate's rules, never stored.
 */
public interface Waiting {
    /** Over this database; for wiring and for tests. */
    static Waiting over(Transactions transactions) {
        return new JdbcWaiting(transactions);
    }

    /**
     * One answer per lead that is pending; leads that are in a call, done or unknown are left out.
     *
     * @param leads of one page; of any campaigns of the organization
     */
    Map<LeadId, Why> of(OrganizationId organization, List<LeadId> leads);

    /**
     * All pending leads of a campaign by what {@link #of} says of each; most leads first. Reads
     * groups of leads, not leads: fit for campaigns of millions.
     */
    List<Held> held(OrganizationId organization, CampaignId campaign);

    /**
     * What holds a campaign as a whole, so that none of its leads is called; empty: nothing does.
     * Unknown campaigns are held by nothing.
     */
    Optional<Why> campaign(OrganizationId organization, CampaignId campaign);

    /**
     * @param until the next instant by this rule, for leads their next attempt; null: not by time
     * @param detail one more word for people; null: none
     */
    record Why(WaitingFor rule, @Nullable Instant until, @Nullable String detail) {}

    /**
     * @param next when the first of them may be looked at again; null: not by time
     */
    record Held(WaitingFor rule, long leads, @Nullable Instant next) {
        Held and(Held more) {
            return new Held(rule, leads + more.leads, first(next, more.next));
        }

        private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.isBefore(other) ? one : other;
        }
    }
}
