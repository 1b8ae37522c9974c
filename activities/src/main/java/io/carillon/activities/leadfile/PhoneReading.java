package io.carillon.activities.leadfile;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

/** What a text says about a phone number: one number that may be dialed, or why not. */
public sealed interface PhoneReading {
    /**
     * @param region ISO 3166 country of the number, {@code 001} for numbers of no country
     * @param extension digits to dial after answer, never dialed by us; null: none
     */
    record Read(PhoneNumber number, String region, @Nullable String extension)
            implements PhoneReading {}

    /**
     * @param code one of the {@code PHONE_…} codes or {@code COUNTRY_NOT_ALLOWED}
     * @param reason a sentence for people, without the number
     */
    record Refused(RowCode code, String reason) implements PhoneReading {}
}
