package io.carillon.activities.lead;

import io.carillon.activities.law.LawfulHours;
import io.carillon.activities.law.Place;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.schedule.CallingHours;
import io.carillon.workflows.schedule.JointHours;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A campaign's calling hours as they hold for one lead, and the law's where its carrier is a real
 * one. Pure; make one per campaign and use it for many leads.
 */
public final class LeadHours {
    /** More candidates than this say nothing about where the phone is (toll-free has 42). */
    private static final int MOST_ZONES = 5;

    /**
     * Between them these see every date there is anywhere on earth, and UTC the hours both ends
     * miss: a closed date somewhere is a closed date in one of them.
     */
    private static final List<ZoneId> ANYWHERE =
            List.of(ZoneId.of("Etc/GMT-14"), ZoneId.of("UTC"), ZoneId.of("Etc/GMT+12"));

    private final CampaignSettings settings;

    /** Null: the calls are no real ones, and only the campaign's hours hold. */
    private final @Nullable Set<Place> places;

    public LeadHours(CampaignSettings settings) {
        this(settings, null);
    }

    private LeadHours(CampaignSettings settings, @Nullable Set<Place> places) {
        this.settings = settings;
        this.places = places;
    }

    /**
     * These hours for a real carrier: the lawful ones of every place the phone may be at hold too,
     * in the lead's own zones whatever the settings say.
     *
     * @param places as {@link LeadPlaces} says
     */
    public LeadHours lawfulAt(Set<Place> places) {
        return new LeadHours(settings, places);
    }

    /**
     * Where an instant falls.
     *
     * @param nextAttemptAt the first instant the phone may ring and has time to ring out; null: by
     *     time alone never
     * @param heldBy the rule that moved it, in wire form ({@code calling_hours, time_zone}); null:
     *     it was not moved
     */
    public record Placement(@Nullable Instant nextAttemptAt, @Nullable String heldBy) {}

    /**
     * Moves {@code due} to where the lead's phone may ring. A place without laws moves nothing: the
     * gate ends such a lead, and says why.
     *
     * @param zones the lead's candidates; empty: unknown
     */
    public Placement place(Instant due, Collection<ZoneId> zones) {
        List<ZoneId> judged = judgedIn(zones);
        if (judged.isEmpty() || (places != null && !known(zones))) {
            return new Placement(null, WaitingFor.TIME_ZONE.wire());
        }
        Optional<Instant> open = joint(due, judged, zones).nextOpening(due, settings.ringTimeout());
        return open.filter(due::equals).isPresent()
                ? new Placement(due, null)
                : new Placement(open.orElse(null), WaitingFor.CALLING_HOURS.wire());
    }

    private JointHours joint(Instant due, List<ZoneId> judged, Collection<ZoneId> zones) {
        JointHours hours = JointHours.of(settings.hours(), judged);
        return lawful(due).map(lawful -> hours.and(lawful, zones)).orElse(hours);
    }

    private Optional<CallingHours> lawful(Instant due) {
        return places == null
                ? Optional.empty()
                : LawfulHours.of(places, due.atOffset(ZoneOffset.UTC).getYear() - 1);
    }

    /**
     * When hours that are open at {@code open} end for this lead; empty: not within {@link
     * Openings#HORIZON}.
     */
    public Optional<Instant> closesAt(Instant open, Collection<ZoneId> zones) {
        return joint(open, judgedIn(zones), zones).closesAt(open);
    }

    /**
     * The zones that must all be open; empty when the lead is held because nobody knows its zone.
     * Around the clock only closed dates depend on a zone: then a lead without one is called
     * wherever on earth no date is closed.
     */
    public List<ZoneId> judgedIn(Collection<ZoneId> zones) {
        if (!settings.useLeadZone()) {
            return List.of(settings.zone());
        }
        if (known(zones)) {
            return List.copyOf(zones);
        }
        if (settings.hours().roundTheClock()) {
            return ANYWHERE;
        }
        return settings.holdUnknownZone() ? List.of() : List.of(settings.zone());
    }

    private static boolean known(Collection<ZoneId> zones) {
        return !zones.isEmpty() && zones.size() <= MOST_ZONES;
    }

    /** Stored names as zones; a name the zone data does not know makes the whole list unknown. */
    public static List<ZoneId> zones(Collection<String> names) {
        var zones = new ArrayList<ZoneId>();
        try {
            names.forEach(name -> zones.add(ZoneId.of(name)));
        } catch (DateTimeException unknown) {
            return List.of();
        }
        return List.copyOf(zones);
    }
}
