package io.carillon.activities.call;

import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What an operator does to one call. Every method throws {@link
 * io.carillon.activities.campaign.CampaignControl.NotPossible} with code {@code CALL_NOT_FOUND},
 * {@code CALL_OVER}, {@code CALL_NOT_LIVE}, {@code CALL_LIVE}, {@code CALL_BUSY} (conflicts),
 * {@code TRANSFER_NOT_ALLOWED}, {@code AUDIO_NOT_FOUND}, {@code NOT_AVAILABLE_YET} (meaning), or
 * {@code CARRIER_UNREACHABLE}, {@code TEMPORAL_UNREACHABLE} (conflicts; trying again helps). What
 * is said or pressed replaces what is being spoken; the interrupted step of the flow comes again
 * behind it.
 */
public interface CallControl {
    /**
     * Ends a call that was not dialed yet: result canceled. A live one is a conflict: hang it up.
     */
    void cancel(OrganizationId organization, CallId call);

    /** Ends a live call; one that is not dialed yet is canceled. Its result follows by itself. */
    void hangUp(OrganizationId organization, CallId call);

    /**
     * @param voice null: the flow's
     * @param language null: the flow's
     */
    void say(
            OrganizationId organization,
            CallId call,
            String text,
            @Nullable String voice,
            @Nullable String language);

    /** Plays uploaded audio. */
    void play(OrganizationId organization, CallId call, BlobId audio);

    /**
     * Puts the person through. The number obeys the never-dial classes, the campaign's allowed
     * countries and the suppressions.
     */
    void transfer(OrganizationId organization, CallId call, PhoneNumber to, Duration timeout);

    void hold(OrganizationId organization, CallId call, boolean on);

    /**
     * Presses keys towards the far end.
     *
     * @param digits 0-9 * # A-D, w for half a second
     */
    void digits(OrganizationId organization, CallId call, String digits);
}
