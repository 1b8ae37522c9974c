package io.carillon.activities.leadfile;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Countries as people write them: ISO codes of two or three letters, names, calling codes. */
final class CountryName {
    // What the locales' own lists leave out.
    private static final String SPOKEN =
            """
            GB UK, England, Scotland, Wales, Northern Ireland, Great Britain, Britain, Großbritannien, England (UK), Gran Bretaña, Grande-Bretagne, Gran Bretagna, Grã-Bretanha, Wielka Brytania, Англия, Inglaterra, Angleterre
            US United States of America, America, the United States, Estados Unidos de América, EE.UU., EEUU, EUA, États-Unis d'Amérique, Etats Unis, Vereinigte Staaten von Amerika, Stati Uniti d'America, VS, Stany Zjednoczone Ameryki, США, アメリカ, 米国, 美國, ABD
            NL the Netherlands, Holland, Holanda, Hollande, Olanda, Holandia
            KR South Korea, Korea, Republic of Korea, Südkorea, Corea del Sur, Corée du Sud
            CZ Czech Republic, Tschechische Republik, República Checa, République tchèque
            TR Turkey, Türkiye
            RU Russia, Russian Federation, Российская Федерация, РФ
            HK Hong Kong, 香港
            MO Macau, Macao
            TW Taiwan, 台湾, 臺灣
            CN Mainland China, PRC, 中国大陆
            VN Viet Nam, Vietnam
            AE UAE, Emirates
            CI Ivory Coast
            CV Cape Verde
            MM Burma
            SZ Swaziland
            MK Macedonia
            VA Vatican
            IR Iran
            SY Syria
            IE Republic of Ireland, Eire
            DE BRD, Federal Republic of Germany
            """;

    private static final Map<String, String> NAMES = names();

    private CountryName() {}

    /** The ISO 3166 code of two capital letters; empty when nobody can tell. */
    static Optional<String> read(String written) {
        String code = written.strip();
        if (code.matches("(\\+|00)?[0-9]{1,3}")) {
            return callingCode(Integer.parseInt(code.replaceFirst("^\\+", "")));
        }
        // "N/A" is not Namibia.
        return code.contains("/")
                ? Optional.empty()
                : Optional.ofNullable(NAMES.get(Headers.plain(code)));
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
                Stream.of("en", "es", "de", "fr", "pt", "it", "nl", "pl", "ru", "ja", "zh", "tr")
                        .map(Locale::of)
                        .toList();
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            names.put(Headers.plain(code), code);
            names.put(Headers.plain(country.getISO3Country()), code);
            for (Locale language : languages) {
                names.putIfAbsent(Headers.plain(country.getDisplayCountry(language)), code);
            }
        }
        for (String line : SPOKEN.strip().split("\n")) {
            for (String name : line.substring(3).split(", ")) {
                names.put(Headers.plain(name), line.substring(0, 2));
            }
        }
        return Map.copyOf(names);
    }
}
