package io.carillon.activities.lead;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Leads as people look at and correct them. Every method is one transaction. */
public interface LeadStore {
    /** False when there is no such campaign, or it is not shown. */
    boolean campaignExists(OrganizationId organization, CampaignId campaign);

    /** Empty when there is none, or it was taken out. */
    Optional<Lead> find(OrganizationId organization, LeadId id);

    /**
     * In the order they were made.
     *
     * @param after null: from the beginning
     */
    List<Lead> list(
            OrganizationId organization,
            CampaignId campaign,
            LeadFilter filter,
            @Nullable UUID after,
            int limit);

    /**
     * Corrects a pending lead; it is looked at again at once. Empty: there is none.
     *
     * @throws LeadState when it is in a call or done
     */
    Optional<Lead> change(OrganizationId organization, LeadId id, LeadChange change);

    /**
     * Promises a person another call, not before {@code at}: a pending lead is tried then, one in a
     * call once more after it, also when it reaches somebody. The whole gate judges that call.
     * Empty: there is none.
     *
     * @throws LeadState when it is done
     */
    Optional<Lead> callBack(OrganizationId organization, LeadId id, Instant at);

    /**
     * Takes a lead out of its campaign; a pending one ends as canceled. False: there is none.
     *
     * @throws LeadState while it is in a call
     */
    boolean takeOut(OrganizationId organization, LeadId id);

    /**
     * Takes a lead out and erases the person: numbers, columns, answers, notes, recordings, also
     * from its calls and events. What stays is a keyed hash of each number, so that it is never
     * called again. False: there is none.
     *
     * @throws LeadState while it is in a call
     */
    boolean erase(OrganizationId organization, LeadId id);

    /** Every decision about it, oldest first; empty when it is not there. */
    List<TraceEntry> trace(OrganizationId organization, LeadId id);

    /**
     * @param decision {@code imported, dialed, held, released, retried, finished, corrected,
     *     reconciled …}
     * @param rule what decided
     * @param nextAt the next instant it could be tried by this rule; null: not by time
     * @param times how often in a row
     * @param lastAt the last of those times
     * @param attempt the call it is about, as it is now; null: about none that was dialed
     */
    record TraceEntry(
            Instant at,
            String decision,
            String rule,
            @Nullable String detail,
            @Nullable CallId call,
            @Nullable Instant nextAt,
            int times,
            Instant lastAt,
            @Nullable Attempt attempt) {}

    /**
     * @param to E.164
     * @param result null until it has ended; so are {@code cause} and {@code endedAt}
     */
    record Attempt(
            int attempt,
            String to,
            @Nullable String result,
            @Nullable String cause,
            @Nullable String answeredBy,
            @Nullable Instant dialedAt,
            @Nullable Instant endedAt) {}

    /** The lead's state forbids it. */
    final class LeadState extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String status;

        LeadState(LeadId id, String status) {
            super(id + " is " + status);
            this.status = status;
        }

        /** {@code in_call} or {@code done}. */
        public String status() {
            return status;
        }
    }

    /** Another lead of the campaign is this person already. */
    final class PersonKnown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PersonKnown(LeadId id) {
            super(id + ": the campaign has another lead of this person");
        }
    }
}
