package io.carillon.activities.suppression;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.SuppressionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A number, or all numbers that begin with a prefix, that must not be called.
 *
 * @param reason {@code opt_out}, or what the user wrote
 */
public record Suppression(
        SuppressionId id,
        What what,
        @Nullable CampaignId campaign,
        String reason,
        @Nullable Instant expiresAt,
        Instant createdAt) {

    /** Exactly one of the two. */
    public record What(@Nullable PhoneNumber number, @Nullable String prefix) {
        public What {
            if ((number == null) == (prefix == null)) {
                throw new IllegalArgumentException(
                        "suppression of number and prefix, or of neither (expected: one of them)");
            }
        }

        public static What number(PhoneNumber number) {
            return new What(number, null);
        }

        /** {@code +} and 1 to 14 digits. */
        public static What prefix(String prefix) {
            return new What(null, prefix);
        }
    }

    /**
     * What is asked for.
     *
     * @param campaign null: for the whole organization
     * @param expiresAt null: for good
     */
    public record Wanted(
            What what, @Nullable CampaignId campaign, String reason, @Nullable Instant expiresAt) {}
}
