package io.carillon.activities.dryrun;

import io.carillon.activities.dryrun.DryRun.Window;
import io.carillon.activities.lead.LeadHours;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A campaign's hours for leads of the same zones, window by window.
 *
 * @param ring how long a phone rings: a window's last dial is that long before its end
 */
record ZoneHours(LeadHours hours, List<ZoneId> zones, Duration ring) implements EndEstimate.Hours {
    /** Hours cut into more pieces than this are shown up to here. */
    private static final int WINDOWS_SHOWN = 30;

    /** The window in which a call may begin, after {@code from} or around it. */
    @Override
    public Optional<Window> windowAt(Instant from) {
        // A call may begin at the very last instant; as a window it would never be over.
        return window(from)
                .flatMap(
                        shown ->
                                shown.closesAt().minus(ring).isAfter(from)
                                        ? Optional.of(shown)
                                        : window(shown.closesAt()))
                .map(shown -> new Window(shown.opensAt(), shown.closesAt().minus(ring)));
    }

    List<Window> shown(Instant from, Instant until) {
        var shown = new ArrayList<Window>();
        Optional<Window> window = window(from);
        while (window.isPresent()
                && window.get().opensAt().isBefore(until)
                && shown.size() < WINDOWS_SHOWN) {
            shown.add(window.get());
            window = window(window.get().closesAt());
        }
        return shown;
    }

    private Optional<Window> window(Instant from) {
        Instant opens = hours.place(from, zones).nextAttemptAt();
        return opens == null
                ? Optional.empty()
                : Optional.of(
                        new Window(
                                opens,
                                hours.closesAt(opens, zones)
                                        .orElse(opens.plus(EndEstimate.HORIZON))));
    }
}
