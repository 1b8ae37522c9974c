package io.carillon.activities.call;

import io.carillon.workflows.call.AnsweredBy;
import io.carillon.workflows.call.Impression;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A call's row as those who follow the call see it.
 *
 * @param state as in the table
 * @param carrier null: not dialed
 * @param token of its callback address
 * @param askedAt when the request left, or was to leave; null: it was given no instant
 * @param dialed null: the request has certainly not left
 * @param variables the lead's, with the call's and the campaign's identity over them
 * @param script given to the carrier last
 * @param now the database's clock at the reading
 */
public record FollowedCall(
        CallId id,
        OrganizationId organization,
        CampaignId campaign,
        LeadId lead,
        @Nullable Integer attempt,
        String state,
        PhoneNumber to,
        @Nullable String from,
        @Nullable String carrier,
        @Nullable AccountId account,
        @Nullable String carrierCallId,
        String token,
        @Nullable Instant askedAt,
        @Nullable FlowVersionId flow,
        DialedWith.@Nullable Kept dialed,
        Map<String, String> variables,
        Given script,
        Progress progress,
        Instant now) {

    /**
     * @param sequence -1: none
     * @param asked the sequence the workflow asked for with it; null: an operator's
     * @param step it begins with; null: an operator's, or the message for machines
     * @param message sequence of the message for machines; null: none
     */
    public record Given(
            int sequence,
            @Nullable Integer asked,
            @Nullable String step,
            @Nullable Integer message) {}

    /** What callbacks have told so far. */
    public record Progress(
            boolean initiated,
            boolean firstBegun,
            boolean answered,
            boolean rang,
            @Nullable AnsweredBy answeredBy,
            boolean heard,
            boolean messageLeft,
            boolean endSeen) {}

    /** Null: the request has certainly not left. */
    public @Nullable DialedWith dialedWith() {
        return dialed == null ? null : dialed.read();
    }

    public boolean over() {
        return switch (state) {
            case "completed", "failed", "canceled" -> true;
            default -> false;
        };
    }

    /** Between the gate and the end. */
    public boolean live() {
        return switch (state) {
            case "dialing", "ringing", "in_progress" -> true;
            default -> false;
        };
    }

    public Impression impression() {
        return new Impression(
                progress.answered(),
                progress.answeredBy(),
                progress.heard(),
                progress.messageLeft());
    }

    /** Of the first script, and not written yet. */
    boolean firstHasEffects() {
        DialedWith with = live() && !progress.firstBegun() ? dialedWith() : null;
        return with != null && !with.first().none();
    }

    TransferRules.Scope transferScope() {
        DialedWith with = dialedWith();
        return new TransferRules.Scope(
                organization,
                campaign,
                with == null ? "US" : with.defaultCountry(),
                with == null ? List.of() : with.allowedCountries());
    }
}
