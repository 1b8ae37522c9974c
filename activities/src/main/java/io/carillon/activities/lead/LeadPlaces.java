package io.carillon.activities.lead;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.carillon.activities.law.Laws;
import io.carillon.activities.law.Place;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The places whose laws hold for a call: where the lead's columns say the person is, and where the
 * number says the phone is. Both, because Florida, Oklahoma and Connecticut presume that who
 * answers a number of theirs is at home (Fla. Stat. 501.059(8)(d), Conn. Gen. Stat. 42-288(c)).
 */
public final class LeadPlaces {
    /** Where a number of North America may be that says no more. */
    private static final Set<Place> NORTH_AMERICA = Set.of(new Place("US"), new Place("CA"));

    /** Countries whose parts have laws of their own. */
    private static final List<String> WITH_PARTS = List.of("US", "CA");

    private static final Map<String, String> COUNTRIES = countries();

    private LeadPlaces() {}

    /**
     * What a lead's row says of its place.
     *
     * @param country name or code, as written
     * @param state name or abbreviation, as written
     */
    public record Told(
            @Nullable String country, @Nullable String state, @Nullable String postalCode) {
        /** From the columns of these names. */
        public static Told in(Map<String, String> variables) {
            return new Told(
                    variables.get("country"), variables.get("state"), variables.get("postal_code"));
        }
    }

    /**
     * What the number alone says, which is the same for all numbers of an area code of North
     * America; empty: nothing.
     */
    public static Set<Place> ofNumber(PhoneNumber number) {
        return NumberPlaces.of(number);
    }

    /** Empty: nobody can say whose laws hold. */
    public static Set<Place> of(PhoneNumber number, Told told) {
        Set<Place> ofNumber = NumberPlaces.of(number);
        Set<Place> written = written(number, ofNumber, told);
        if (ofNumber.isEmpty() && written.isEmpty() && number.e164().startsWith("+1")) {
            return NORTH_AMERICA;
        }
        var all = new HashSet<>(ofNumber);
        all.addAll(written);
        return all;
    }

    /** Whether there are laws to go by at each of the places, and there is one. */
    public static boolean ruled(Set<Place> places) {
        return !places.isEmpty() && places.stream().allMatch(Laws::known);
    }

    private static Set<Place> written(PhoneNumber number, Set<Place> ofNumber, Told told) {
        String named = named(told.country());
        List<String> countries = named != null ? List.of(named) : countriesOf(number, ofNumber);
        var places = new HashSet<Place>();
        for (String country : countries) {
            if (WITH_PARTS.contains(country)) {
                states(country, told).forEach(state -> places.add(Place.of(country, state)));
            }
        }
        if (named == null || !places.isEmpty()) {
            return places;
        }
        Place country = Laws.ruling(named);
        return ofNumber.stream()
                        .anyMatch(place -> place.equals(country) || place.country().equals(country))
                ? Set.of()
                : Set.of(country);
    }

    private static List<String> states(String country, Told told) {
        String state = StateZones.code(country, told.state());
        List<String> byPost = PostalZones.states(country, told.postalCode());
        return Stream.concat(Stream.ofNullable(state), byPost.stream())
                .filter(code -> code.matches("[A-Z]{2}"))
                .distinct()
                .toList();
    }

    private static List<String> countriesOf(PhoneNumber number, Set<Place> ofNumber) {
        return ofNumber.isEmpty() && number.e164().startsWith("+1")
                ? WITH_PARTS
                : ofNumber.stream().map(place -> place.country().code()).distinct().toList();
    }

    /** Null: nothing is written, or nothing that can be read; the number's country is meant. */
    private static @Nullable String named(@Nullable String country) {
        return country == null ? null : COUNTRIES.get(plain(country));
    }

    private static Map<String, String> countries() {
        var names =
                Arrays.stream(Locale.getISOCountries())
                        .flatMap(
                                code -> {
                                    Locale country = Locale.of("", code);
                                    return Stream.of(
                                                    code,
                                                    country.getISO3Country(),
                                                    country.getDisplayCountry(Locale.ENGLISH))
                                            .map(name -> Map.entry(plain(name), code));
                                });
        var more =
                Stream.of(
                        Map.entry("unitedstatesofamerica", "US"),
                        Map.entry("uk", "GB"),
                        Map.entry("greatbritain", "GB"),
                        Map.entry("england", "GB"),
                        Map.entry("scotland", "GB"),
                        Map.entry("wales", "GB"));
        return Stream.concat(names, more)
                .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}]", "").toLowerCase(Locale.ROOT);
    }
}
