package io.carillon.activities.carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a callback says, and what the carrier is answered.
 *
 * @param events none, one or several; an {@link CarrierEvent.Unrecognised} rather than nothing for
 *     what is new. Told again, the same have the same ids
 * @param kept what the carrier is answered once they are committed; null: nothing but that they are
 * @param meanwhile what it is answered when the commit takes longer than the person on the line
 *     should wait: it makes the carrier tell the same again. Null: the carrier waits for the commit
 * @param wanted a script the carrier comes for, answered in place of {@code kept}; null: none
 */
public record Understood(
        List<CarrierEvent> events,
        @Nullable Document kept,
        @Nullable Document meanwhile,
        @Nullable Wanted wanted) {
    public Understood {
        events = List.copyOf(events);
    }

    /**
     * A script that was kept for the carrier to fetch.
     *
     * @param sequence the script's
     * @param fromVerb counted from 0; what comes before it was heard
     * @param fromTry 0: not in the middle of a gather; else its gather alone, from that try on
     */
    public record Wanted(int sequence, int fromVerb, int fromTry) {}

    /** The carrier is told nothing but that it was heard. */
    public static Understood of(CarrierEvent event) {
        return new Understood(List.of(event), null, null, null);
    }
}
