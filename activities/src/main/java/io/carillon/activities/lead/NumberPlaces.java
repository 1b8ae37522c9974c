package io.carillon.activities.lead;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;

import io.carillon.activities.law.Laws;
import io.carillon.activities.law.Place;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a number's area code or country code says its phone is. An area code of North America is of
 * every state in which one of its exchanges lies; a number elsewhere is of its country.
 */
final class NumberPlaces {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberOfflineGeocoder GEOCODER =
            PhoneNumberOfflineGeocoder.getInstance();

    // The area codes there are; 5 ms each when they are first met.
    private static final Map<String, Set<Place>> BY_AREA_CODE = new ConcurrentHashMap<>();

    private NumberPlaces() {}

    /** Empty: of no place, as toll-free numbers and area codes too new for the data are. */
    static Set<Place> of(PhoneNumber number) {
        String e164 = number.e164();
        return e164.startsWith("+1") && e164.length() == 12
                ? BY_AREA_CODE.computeIfAbsent(e164.substring(2, 5), NumberPlaces::ofAreaCode)
                : elsewhere(number);
    }

    private static Set<Place> ofAreaCode(String areaCode) {
        var places = new HashSet<Place>();
        for (int exchange = 200; exchange < 1000; exchange++) {
            var number =
                    new Phonenumber.PhoneNumber()
                            .setCountryCode(1)
                            .setNationalNumber(Long.parseLong(areaCode + exchange + "0000"));
            Place place = inNorthAmerica(number, NUMBERS.getRegionCodeForNumber(number));
            if (place != null) {
                places.add(place);
            }
        }
        return Set.copyOf(places);
    }

    /** The geocoder says "Miami, FL", "Florida", or nothing. */
    private static @Nullable Place inNorthAmerica(
            Phonenumber.PhoneNumber number, @Nullable String region) {
        if (region == null) {
            return null;
        }
        if (!region.equals("US") && !region.equals("CA")) {
            return Laws.ruling(region);
        }
        String text = GEOCODER.getDescriptionForValidNumber(number, Locale.US);
        String state = StateZones.code(region, text.substring(text.lastIndexOf(',') + 1));
        if (state != null) {
            return Place.of(region, state);
        }
        return text.isEmpty() ? null : new Place(region);
    }

    private static Set<Place> elsewhere(PhoneNumber number) {
        try {
            Phonenumber.PhoneNumber parsed = NUMBERS.parse(number.e164(), null);
            String exact = NUMBERS.getRegionCodeForNumber(parsed);
            String region =
                    exact == null
                            ? NUMBERS.getRegionCodeForCountryCode(parsed.getCountryCode())
                            : exact;
            // 001 is what libphonenumber calls numbers of no country.
            return region.equals("001") ? Set.of() : Set.of(Laws.ruling(region));
        } catch (NumberParseException notANumber) {
            return Set.of();
        }
    }
}
