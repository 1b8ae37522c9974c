package io.carillon.activities.dryrun;

import io.carillon.activities.law.LawfulHours;
import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.lead.WaitingFor;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Leads that are called at the same times, however many places and postal codes they have. Pure.
 */
final class HoursGroups {
    /** Those of one law are alike; lawful null: no real phone is rung. */
    private record Alike(List<String> zones, @Nullable CallingHours lawful) {}

    /** One set of hours, and who is called by them. */
    static final class Group {
        private final List<String> zones;
        private final ZoneHours hours;
        private final @Nullable String keptOut;
        private final Set<String> places = new TreeSet<>();
        private long leads;

        private Group(List<String> zones, ZoneHours hours, @Nullable String keptOut) {
            this.zones = zones;
            this.hours = hours;
            this.keptOut = keptOut;
        }

        List<String> zones() {
            return zones;
        }

        ZoneHours hours() {
            return hours;
        }

        List<String> places() {
            return List.copyOf(places);
        }

        long leads() {
            return leads;
        }
    }

    private final RunFacts facts;
    private final Map<Alike, Group> groups = new HashMap<>();
    private final Map<Set<Place>, CallingHours> laws = new HashMap<>();

    HoursGroups(RunFacts facts) {
        this.facts = facts;
    }

    /**
     * Adds leads that nothing but time keeps from being called.
     *
     * @return the rule by which time never lets them be called, or no law is known; null: they were
     *     added
     */
    @Nullable String add(LeadFates.Fate fate) {
        if (!facts.floor()) {
            return add(fate, Set.of(), null);
        }
        Set<Place> places = LeadPlaces.of(fate.number(), fate.told());
        return LeadPlaces.ruled(places)
                ? add(fate, places, laws.computeIfAbsent(places, this::law))
                : "country_without_rules";
    }

    private @Nullable String add(
            LeadFates.Fate fate, Set<Place> places, @Nullable CallingHours lawful) {
        Group group =
                groups.computeIfAbsent(
                        new Alike(fate.zones(), lawful), alike -> group(alike, places));
        if (group.keptOut == null) {
            group.leads += fate.leads();
            places.forEach(place -> group.places.add(place.code()));
        }
        return group.keptOut;
    }

    /** Most leads first. */
    List<Group> all() {
        var all = new ArrayList<Group>();
        groups.values().stream().filter(group -> group.keptOut == null).forEach(all::add);
        all.sort(Comparator.comparingLong(Group::leads).reversed());
        return all;
    }

    private CallingHours law(Set<Place> places) {
        // The year before, as calls of today are judged: what was worked out is not asked twice.
        return LawfulHours.of(places, facts.from().atOffset(ZoneOffset.UTC).getYear() - 1)
                .orElseThrow();
    }

    private Group group(Alike alike, Set<Place> places) {
        CampaignSettings settings = facts.settings();
        var own = new LeadHours(settings);
        LeadHours hours = alike.lawful() == null ? own : own.lawfulAt(places);
        List<ZoneId> zones = LeadHours.zones(alike.zones());
        return new Group(
                alike.zones(),
                new ZoneHours(hours, zones, settings.ringTimeout()),
                keptOut(hours, zones));
    }

    private @Nullable String keptOut(LeadHours hours, List<ZoneId> zones) {
        LeadHours.Placement placed = hours.place(facts.from(), zones);
        if (WaitingFor.TIME_ZONE.wire().equals(placed.heldBy())) {
            return placed.heldBy();
        }
        Instant opens = placed.nextAttemptAt();
        boolean inTime =
                opens != null && (facts.endsAt() == null || opens.isBefore(facts.endsAt()));
        return inTime ? null : WaitingFor.CALLING_HOURS.wire();
    }
}
