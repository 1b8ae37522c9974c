package io.carillon.activities.call;

import io.carillon.activities.flow.AcceptedFlow;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * Calls asked for one by one. Each is a lead of priority 9 with a call's row that waits; from there
 * it goes the way of all calls, so no gate is walked around.
 */
public interface SingleCalls {
    /**
     * Makes lead and call in one transaction. One that is due now is claimed at once; for others
     * their campaign is woken.
     *
     * @throws io.carillon.activities.campaign.CampaignControl.NotPossible with a pointer into the
     *     request: {@code PHONE_…}, {@code COUNTRY_NOT_ALLOWED}, {@code NUMBER_SUPPRESSED}, {@code
     *     CALLER_ID_NOT_OWNED}, {@code CALLER_ID_MISSING}, {@code PRICE_MISSING}, {@code
     *     FLOW_NOT_FOUND}, {@code CAMPAIGN_NOT_FOUND}, {@code VARIABLE_MISSING}, {@code
     *     STEP_NOT_SUPPORTED}, {@code TUNING_NOT_SUPPORTED}, {@code ALREADY_EXPIRED}; or {@code
     *     CAMPAIGN_OVER} as a conflict
     */
    CallId place(OrganizationId organization, Wanted wanted);

    /**
     * @param to as written; national numbers are read with the campaign's default country
     * @param from one of the organization's verified caller ids; null: chosen for it
     * @param context variables
     * @param scheduledAt not before; null or past: as soon as possible
     * @param expiresAt not dialed from then on; null: never
     * @param campaign whose settings it uses; null: the organization's own for single calls
     */
    record Wanted(
            String to,
            @Nullable String from,
            FlowChoice flow,
            Map<String, String> context,
            @Nullable Instant scheduledAt,
            @Nullable Instant expiresAt,
            CallOptions options,
            @Nullable CampaignId campaign) {
        public Wanted {
            context = Map.copyOf(context);
        }
    }

    /** What is to happen after answer. */
    sealed interface FlowChoice {
        /** The latest version of a stored flow. */
        record Stored(FlowId id) implements FlowChoice {}

        /**
         * A flow that came with the request.
         *
         * @param member of the request that brought it: {@code flow} or {@code message}
         */
        record Written(AcceptedFlow flow, String member) implements FlowChoice {}

        /** The named campaign's. */
        record OfCampaign() implements FlowChoice {}
    }

    /**
     * @param maxDurationSeconds null: the campaign's
     * @param answeringMachine null: the campaign's
     */
    record CallOptions(
            boolean record,
            @Nullable Integer maxDurationSeconds,
            @Nullable AnsweringMachine answeringMachine) {}

    /**
     * Words as in the contract.
     *
     * @param message with placeholders; null: none
     * @param tuning of the detection; null: the carrier's own, whatever the campaign's is
     */
    record AnsweringMachine(
            boolean detect,
            String onMachine,
            String onUnknown,
            @Nullable String message,
            @Nullable MachineTuning tuning) {}
}
