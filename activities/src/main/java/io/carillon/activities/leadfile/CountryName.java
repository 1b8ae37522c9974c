package io.carillon.activities.leadfile;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Countries as people write them: ISO codes of two or three letters, names, calling codes. */
final class CountryName {
    private static final Map<String, String> NAMES = names();

    private CountryName() {}

    /** The ISO 3166 code of two capital letters; empty when nobody can tell. */
    static Optional<String> read(String written) {
        String plain = written.strip().toLowerCase(Locale.ROOT).replace(".", "");
        if (plain.matches("(\\+|00)?[0-9]{1,3}")) {
            return callingCode(Integer.parseInt(plain.replaceFirst("^\\+", "")));
        }
        return Optional.ofNullable(NAMES.get(plain));
    }

    private static Optional<String> callingCode(int code) {
        String region = PhoneNumberUtil.getInstance().getRegionCodeForCountryCode(code);
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(region)
                ? Optional.of(region)
                : Optional.empty();
    }

    private static Map<String, String> names() {
        var names = new HashMap<String, String>();
        List<Locale> languages =
                List.of(
                        Locale.ENGLISH,
                        Locale.GERMAN,
                        Locale.FRENCH,
                        Locale.ITALIAN,
                        Locale.of("es"),
                        Locale.of("pt"),
                        Locale.of("nl"));
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            names.put(code.toLowerCase(Locale.ROOT), code);
            names.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            for (Locale language : languages) {
                names.putIfAbsent(
                        country.getDisplayCountry(language).toLowerCase(Locale.ROOT), code);
            }
        }
        names.put("uk", "GB");
        names.put("england", "GB");
        names.put("scotland", "GB");
        names.put("wales", "GB");
        names.put("great britain", "GB");
        names.put("united states of america", "US");
        names.put("the netherlands", "NL");
        names.put("holland", "NL");
        names.put("america", "US");
        return Map.copyOf(names);
    }
}
