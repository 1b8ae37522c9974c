package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Zones of the states of the US, Canada and Australia. A state that lies in two zones gives both;
 * lines are {@code abbreviation|name|zones}. Sources: 49 CFR 71 (US) and the IANA time zone
 * database's northamerica and australasia files.
 */
final class StateZones {
    private static final Map<String, List<String>> US =
            read(
                    """
                    AL|alabama|America/Chicago
                    AK|alaska|America/Anchorage America/Adak
                    AZ|arizona|America/Phoenix America/Denver
                    AR|arkansas|America/Chicago
                    CA|california|America/Los_Angeles
                    CO|colorado|America/Denver
                    CT|connecticut|America/New_York
                    DE|delaware|America/New_York
                    DC|district of columbia|America/New_York
                    FL|florida|America/New_York America/Chicago
                    GA|georgia|America/New_York
                    HI|hawaii|Pacific/Honolulu
                    ID|idaho|America/Boise America/Los_Angeles
                    IL|illinois|America/Chicago
                    IN|indiana|America/Indiana/Indianapolis America/Chicago
                    IA|iowa|America/Chicago
                    KS|kansas|America/Chicago America/Denver
                    KY|kentucky|America/New_York America/Chicago
                    LA|louisiana|America/Chicago
                    ME|maine|America/New_York
                    MD|maryland|America/New_York
                    MA|massachusetts|America/New_York
                    MI|michigan|America/Detroit America/Menominee
                    MN|minnesota|America/Chicago
                    MS|mississippi|America/Chicago
                    MO|missouri|America/Chicago
                    MT|montana|America/Denver
                    NE|nebraska|America/Chicago America/Denver
                    NV|nevada|America/Los_Angeles America/Denver
                    NH|new hampshire|America/New_York
                    NJ|new jersey|America/New_York
                    NM|new mexico|America/Denver
                    NY|new york|America/New_York
                    NC|north carolina|America/New_York
                    ND|north dakota|America/Chicago America/Denver
                    OH|ohio|America/New_York
                    OK|oklahoma|America/Chicago
                    OR|oregon|America/Los_Angeles America/Boise
                    PA|pennsylvania|America/New_York
                    RI|rhode island|America/New_York
                    SC|south carolina|America/New_York
                    SD|south dakota|America/Chicago America/Denver
                    TN|tennessee|America/Chicago America/New_York
                    TX|texas|America/Chicago America/Denver
                    UT|utah|America/Denver
                    VT|vermont|America/New_York
                    VA|virginia|America/New_York
                    WA|washington|America/Los_Angeles
                    WV|west virginia|America/New_York
                    WI|wisconsin|America/Chicago
                    WY|wyoming|America/Denver
                    PR|puerto rico|America/Puerto_Rico
                    VI|virgin islands|America/St_Thomas
                    GU|guam|Pacific/Guam
                    AS|american samoa|Pacific/Pago_Pago
                    MP|northern mariana islands|Pacific/Saipan
                    """);

    private static final Map<String, List<String>> CANADA =
            read(
                    """
                    AB|alberta|America/Edmonton
                    BC|british columbia|America/Vancouver America/Edmonton America/Dawson_Creek
                    MB|manitoba|America/Winnipeg
                    NB|new brunswick|America/Moncton
                    NL|newfoundland and labrador|America/St_Johns America/Halifax
                    NS|nova scotia|America/Halifax
                    NT|northwest territories|America/Edmonton
                    NU|nunavut|America/Iqaluit America/Winnipeg America/Edmonton
                    ON|ontario|America/Toronto America/Winnipeg
                    PE|prince edward island|America/Halifax
                    QC|quebec|America/Toronto America/Halifax
                    SK|saskatchewan|America/Regina America/Edmonton
                    YT|yukon|America/Whitehorse
                    """);

    private static final Map<String, List<String>> AUSTRALIA =
            read(
                    """
                    ACT|australian capital territory|Australia/Sydney
                    NSW|new south wales|Australia/Sydney Australia/Broken_Hill
                    NT|northern territory|Australia/Darwin
                    QLD|queensland|Australia/Brisbane
                    SA|south australia|Australia/Adelaide
                    TAS|tasmania|Australia/Hobart
                    VIC|victoria|Australia/Melbourne
                    WA|western australia|Australia/Perth Australia/Eucla
                    """);

    private StateZones() {}

    static List<String> of(String country, @Nullable String state) {
        if (state == null || state.isBlank()) {
            return List.of();
        }
        return states(country).getOrDefault(normal(state), List.of());
    }

    private static Map<String, List<String>> states(String country) {
        return switch (country) {
            case "US" -> US;
            case "CA" -> CANADA;
            case "AU" -> AUSTRALIA;
            default -> Map.of();
        };
    }

    private static Map<String, List<String>> read(String lines) {
        var zones = new HashMap<String, List<String>>();
        for (String line : lines.strip().split("\n")) {
            String[] parts = line.split("\\|");
            List<String> names = Arrays.asList(parts[2].split(" "));
            zones.put(normal(parts[0]), names);
            zones.put(normal(parts[1]), names);
        }
        return Map.copyOf(zones);
    }

    /** "N.Y.", "new york" and "US-NY" are the same state. */
    private static String normal(String state) {
        return state.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(us|ca|au)-", "")
                .replace("é", "e")
                .replaceAll("[^a-z]", "");
    }
}
