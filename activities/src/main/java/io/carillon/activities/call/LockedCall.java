package io.carillon.activities.call;

import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A call with its lead and its campaign, read while campaign, lead and call are locked: what is
 * decided on it holds until the commit.
 */
record LockedCall(
        CallId id,
        OrganizationId organization,
        Organization owner,
        Campaign campaign,
        Lead lead,
        boolean single,
        String state,
        PhoneNumber to,
        @Nullable String from,
        @Nullable AccountId account,
        @Nullable String carrier,
        String callbackToken,
        @Nullable FlowVersionId flow,
        Options options,
        Map<String, String> variables,
        Attempt attempt,
        @Nullable Instant scheduledAt,
        @Nullable Instant expiresAt) {

    /** {@code limits}: absent ones limit nothing. */
    record Organization(
            boolean active,
            @Nullable Integer maxCallsPerDay,
            @Nullable BigDecimal maxSpendPerDay,
            Map<String, Integer> callsPerNumber) {}

    /**
     * @param direct the organization's own, for single calls
     * @param callerIds in the order they are rotated; empty: any verified number
     * @param floor one of its accounts rings real phones
     */
    record Campaign(
            CampaignId id,
            boolean direct,
            CampaignStatus status,
            @Nullable FlowVersionId flow,
            String carrier,
            List<UUID> accounts,
            List<String> callerIds,
            CampaignSettings settings,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            boolean floor) {
        boolean over() {
            return status == CampaignStatus.STOPPED || status == CampaignStatus.COMPLETED;
        }
    }

    /** {@code call} is the one the lead says it is in, or waits for. */
    record Lead(
            LeadId id,
            String status,
            @Nullable CallId call,
            List<PhoneNumber> phones,
            int phoneIndex,
            List<String> zones,
            String zoneSource,
            Map<String, String> variables,
            int attempts,
            Map<String, Integer> retries,
            @Nullable Instant lastAttemptAt,
            @Nullable Instant dueAt) {}

    /**
     * What the row says of the attempt; all null and false before it is dialed.
     *
     * @param firstBegun what the first script changes is written
     * @param callBack when the person was promised another call, as {@link
     *     io.carillon.activities.flow.CallBackTime} reads it
     */
    record Attempt(
            @Nullable Instant sendAt,
            @Nullable Instant dialedAt,
            @Nullable Instant evidenceAt,
            @Nullable Instant ambiguousAt,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy,
            @Nullable String goal,
            @Nullable BigDecimal cost,
            boolean initiated,
            boolean firstBegun,
            @Nullable String callBack) {}

    boolean live() {
        return switch (state) {
            case "dialing", "ringing", "in_progress" -> true;
            default -> false;
        };
    }

    boolean over() {
        return switch (state) {
            case "completed", "failed", "canceled" -> true;
            default -> false;
        };
    }

    /** The lead is this call's to change; not so when it was taken out or ended meanwhile. */
    boolean holdsLead() {
        return id.equals(lead.call()) && !lead.status().equals("done");
    }

    /** The lead's columns, with the call's context over them. */
    Map<String, String> allVariables() {
        var all = new LinkedHashMap<>(lead.variables());
        all.putAll(variables);
        return all;
    }

    /** Where the phone may be when this call, or the lead's next one, rings that number. */
    Set<Place> places(PhoneNumber number) {
        return LeadPlaces.of(number, LeadPlaces.Told.in(allVariables()));
    }

    /** The caller id that was asked for by name; null: any of the campaign's. */
    @Nullable String requestedFrom() {
        return options.from();
    }
}
