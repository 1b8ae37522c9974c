package io.carillon.activities.call;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;

import io.carillon.activities.law.Place;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.workflows.phone.PhoneNumber;

import java.util.HashSet;
import java.util.Set;

/** How near a number looks to whoever is called: by area code, then state, then country. Pure. */
final class Nearness {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static final int SAME_AREA = 0;
    private static final int SAME_STATE = 1;
    private static final int SAME_COUNTRY = 2;
    private static final int ELSEWHERE = 3;

    private Nearness() {}

    static int steps(PhoneNumber shown, PhoneNumber called) {
        String area = area(shown);
        if (!area.isEmpty() && area.equals(area(called))) {
            return SAME_AREA;
        }
        Set<Place> places = LeadPlaces.ofNumber(called);
        Set<Place> common = new HashSet<>(LeadPlaces.ofNumber(shown));
        common.retainAll(places);
        if (common.stream().anyMatch(place -> !place.equals(place.country()))) {
            return SAME_STATE;
        }
        return LeadPlaces.ofNumber(shown).stream()
                        .map(Place::country)
                        .anyMatch(
                                country ->
                                        places.stream()
                                                .anyMatch(at -> at.country().equals(country)))
                ? SAME_COUNTRY
                : ELSEWHERE;
    }

    /**
     * Country code and area code; empty: the number has none, as mobile numbers in most countries.
     */
    private static String area(PhoneNumber number) {
        try {
            Phonenumber.PhoneNumber parsed = NUMBERS.parse(number.e164(), null);
            int digits = NUMBERS.getLengthOfGeographicalAreaCode(parsed);
            String national = NUMBERS.getNationalSignificantNumber(parsed);
            return digits == 0 ? "" : parsed.getCountryCode() + " " + national.substring(0, digits);
        } catch (NumberParseException notANumber) {
            return "";
        }
    }
}
