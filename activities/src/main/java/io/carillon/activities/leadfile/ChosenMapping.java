package io.carillon.activities.leadfile;

import io.carillon.workflows.ids.ImportId;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a file is read by.
 *
 * @param mapping as somebody gave it, now or before; empty: nobody did
 * @param confirmedBy the import whose upload gave it; null unless it is remembered
 */
public record ChosenMapping(
        Map<String, String> mapping, Source source, @Nullable ImportId confirmedBy) {
    static final ChosenMapping GUESSED = new ChosenMapping(Map.of(), Source.GUESSED, null);

    /** Who says which column is which. */
    public enum Source {
        REQUEST,
        REMEMBERED,
        GUESSED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Source ofWire(String wire) {
            return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public ChosenMapping {
        mapping = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(mapping));
    }
}
