package io.carillon.activities.law;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * Where a phone may be, as far as laws on calling hours tell places apart: a country of ISO 3166
 * ({@code GB}), or a part of one of ISO 3166-2 ({@code US-FL}). A country alone means somewhere in
 * it.
 */
public record Place(String code) {
    private static final Pattern SHAPE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

    public Place {
        if (!SHAPE.matcher(code).matches()) {
            throw new IllegalArgumentException("place " + code + " (expected: US or US-FL)");
        }
    }

    public static Place of(String country, @Nullable String state) {
        return new Place(state == null ? country : country + "-" + state);
    }

    public Place country() {
        return exact() ? new Place(code.substring(0, 2)) : this;
    }

    /** It names the part of its country. */
    boolean exact() {
        return code.length() > 2;
    }
}
