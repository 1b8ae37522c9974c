package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Zones by postal code: US ZIP codes by their first three digits (USPS publication L002), Canadian
 * ones by their first letter. They lead to the state and so to all its zones.
 */
final class PostalZones {
    private static final Pattern ZIP = Pattern.compile("([0-9]{3})[0-9]{2}(-?[0-9]{4})?");

    // Spreadsheets drop the leading zero of New England's and Puerto Rico's codes.
    private static final Pattern ZIP_SHORTENED = Pattern.compile("([0-9]{2})[0-9]{2}");

    private static final Pattern CANADIAN =
            Pattern.compile("([A-Z])[0-9][A-Z] ?[0-9][A-Z][0-9]|([A-Z])[0-9][A-Z]");

    private static final Map<String, String> PROVINCES =
            Map.ofEntries(
                    Map.entry("A", "NL"),
                    Map.entry("B", "NS"),
                    Map.entry("C", "PE"),
                    Map.entry("E", "NB"),
                    Map.entry("G", "QC"),
                    Map.entry("H", "QC"),
                    Map.entry("J", "QC"),
                    Map.entry("K", "ON"),
                    Map.entry("L", "ON"),
                    Map.entry("M", "ON"),
                    Map.entry("N", "ON"),
                    Map.entry("P", "ON"),
                    Map.entry("R", "MB"),
                    Map.entry("S", "SK"),
                    Map.entry("T", "AB"),
                    Map.entry("V", "BC"),
                    Map.entry("Y", "YT"));

    // "first-last state" by the first three digits; 340 and 09x (armed forces) have no place.
    private static final String RANGES =
            "006-007 PR,008-008 VI,009-009 PR,010-027 MA,028-029 RI,030-038 NH,039-049 ME,050-054 VT,"
                    + "055-055 MA,056-059 VT,060-069 CT,070-089 NJ,100-149 NY,150-196 PA,197-199 DE,"
                    + "200-200 DC,201-201 VA,202-205 DC,206-219 MD,220-246 VA,247-268 WV,270-289 NC,"
                    + "290-299 SC,300-319 GA,320-339 FL,341-349 FL,350-369 AL,370-385 TN,386-397 MS,"
                    + "398-399 GA,400-427 KY,430-459 OH,460-479 IN,480-499 MI,500-528 IA,530-549 WI,"
                    + "550-567 MN,570-577 SD,580-588 ND,590-599 MT,600-629 IL,630-658 MO,660-679 KS,"
                    + "680-693 NE,700-714 LA,716-729 AR,730-732 OK,733-733 TX,734-749 OK,750-799 TX,"
                    + "800-816 CO,820-831 WY,832-838 ID,840-847 UT,850-865 AZ,870-884 NM,885-885 TX,"
                    + "889-898 NV,900-961 CA,967-968 HI,969-969 GU,970-979 OR,980-994 WA,995-999 AK";

    private static final @Nullable String[] STATES = states();

    private PostalZones() {}

    static List<String> of(String country, @Nullable String postalCode) {
        if (postalCode == null) {
            return List.of();
        }
        String code = postalCode.strip().toUpperCase(Locale.ROOT);
        return switch (country) {
            case "US" -> StateZones.of("US", stateOf(code));
            case "CA" -> StateZones.of("CA", provinceOf(code));
            default -> List.of();
        };
    }

    private static @Nullable String stateOf(String zip) {
        Matcher whole = ZIP.matcher(zip);
        if (whole.matches()) {
            return STATES[Integer.parseInt(whole.group(1))];
        }
        Matcher shortened = ZIP_SHORTENED.matcher(zip);
        return shortened.matches() ? STATES[Integer.parseInt(shortened.group(1))] : null;
    }

    private static @Nullable String provinceOf(String code) {
        Matcher matcher = CANADIAN.matcher(code);
        if (!matcher.matches()) {
            return null;
        }
        return PROVINCES.get(code.substring(0, 1));
    }

    private static @Nullable String[] states() {
        var states = new @Nullable String[1000];
        for (String range : RANGES.split(",")) {
            int last = Integer.parseInt(range.substring(4, 7));
            for (int prefix = Integer.parseInt(range.substring(0, 3)); prefix <= last; prefix++) {
                states[prefix] = range.substring(8);
            }
        }
        return states;
    }
}
