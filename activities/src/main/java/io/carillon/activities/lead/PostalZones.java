package io.carillon.activities.lead;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Zones by postal code: Canadian ones by their first letter, the others by their first digits. They
 * lead to the state and so to all its zones.
 */
final class PostalZones {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private static final Pattern CANADIAN =
            Pattern.compile("[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z][0-9][A-Z]");

    // X is the Northwest Territories' and Nunavut's.
    private static final Map<String, List<String>> PROVINCES =
            Map.ofEntries(
                    Map.entry("A", List.of("NL")),
                    Map.entry("B", List.of("NS")),
                    Map.entry("C", List.of("PE")),
                    Map.entry("E", List.of("NB")),
                    Map.entry("G", List.of("QC")),
                    Map.entry("H", List.of("QC")),
                    Map.entry("J", List.of("QC")),
                    Map.entry("K", List.of("ON")),
                    Map.entry("L", List.of("ON")),
                    Map.entry("M", List.of("ON")),
                    Map.entry("N", List.of("ON")),
                    Map.entry("P", List.of("ON")),
                    Map.entry("R", List.of("MB")),
                    Map.entry("S", List.of("SK")),
                    Map.entry("T", List.of("AB")),
                    Map.entry("V", List.of("BC")),
                    Map.entry("X", List.of("NT", "NU")),
                    Map.entry("Y", List.of("YT")));

    private static final Map<String, Plan> PLANS =
            Map.of(
                    // USPS publication L002; 340 and 09x (armed forces) have no place.
                    "US",
                    Plan.of(
                            5,
                            9,
                            "006-007 PR,008-008 VI,009-009 PR,010-027 MA,028-029 RI,030-038 NH,039-049 ME,050-054 VT,"
                                    + "055-055 MA,056-059 VT,060-069 CT,070-089 NJ,100-149 NY,150-196 PA,197-199 DE,"
                                    + "200-200 DC,201-201 VA,202-205 DC,206-219 MD,220-246 VA,247-268 WV,270-289 NC,"
                                    + "290-299 SC,300-319 GA,320-339 FL,341-349 FL,350-369 AL,370-385 TN,386-397 MS,"
                                    + "398-399 GA,400-427 KY,430-459 OH,460-479 IN,480-499 MI,500-528 IA,530-549 WI,"
                                    + "550-567 MN,570-577 SD,580-588 ND,590-599 MT,600-629 IL,630-658 MO,660-679 KS,"
                                    + "680-693 NE,700-714 LA,716-729 AR,730-732 OK,733-733 TX,734-749 OK,750-799 TX,"
                                    + "800-816 CO,820-831 WY,832-838 ID,840-847 UT,850-865 AZ,870-884 NM,885-885 TX,"
                                    + "889-898 NV,900-961 CA,967-968 HI,969-969 GU,970-979 OR,980-994 WA,995-999 AK"),
                    // Australia Post, "Postcodes explained"; border towns keep their state's zones.
                    "AU",
                    Plan.of(
                            4,
                            4,
                            "0200-0299 ACT,0800-0999 NT,1000-2599 NSW,2600-2618 ACT,2619-2899 NSW,2900-2920 ACT,"
                                    + "2921-2999 NSW,3000-3999 VIC,4000-4999 QLD,5000-5999 SA,6000-6999 WA,"
                                    + "7000-7999 TAS,8000-8999 VIC,9000-9999 QLD"),
                    // Correos de México (SEPOMEX): the first two digits.
                    "MX",
                    Plan.of(
                            5,
                            5,
                            "01-16 CMX,20-20 AGU,21-22 BCN,23-23 BCS,24-24 CAM,25-27 COA,28-28 COL,29-30 CHP,31-33 CHH,"
                                    + "34-35 DUR,36-38 GUA,39-41 GRO,42-43 HID,44-49 JAL,50-57 MEX,58-61 MIC,"
                                    + "62-62 MOR,63-63 NAY,64-67 NLE,68-71 OAX,72-75 PUE,76-76 QUE,77-77 ROO,"
                                    + "78-79 SLP,80-82 SIN,83-85 SON,86-86 TAB,87-89 TAM,90-90 TLA,91-96 VER,"
                                    + "97-97 YUC,98-99 ZAC"),
                    // Correios (CEP): the first three digits.
                    "BR",
                    Plan.of(
                            8,
                            8,
                            "010-199 SP,200-289 RJ,290-299 ES,300-399 MG,400-489 BA,490-499 SE,500-569 PE,570-579 AL,"
                                    + "580-589 PB,590-599 RN,600-639 CE,640-649 PI,650-659 MA,660-688 PA,"
                                    + "689-689 AP,690-692 AM,693-693 RR,694-698 AM,699-699 AC,700-727 DF,"
                                    + "728-729 GO,730-736 DF,737-767 GO,768-769 RO,770-779 TO,780-788 MT,"
                                    + "790-799 MS,800-879 PR,880-899 SC,900-999 RS"),
                    // Correos (Spain): the first two digits are the province.
                    "ES",
                    Plan.of(5, 5, "01-34 MD,35-35 GC,36-37 MD,38-38 TF,39-50 MD,51-51 CE,52-52 ML"),
                    // CTT (Portugal): 9 is the islands.
                    "PT",
                    Plan.of(4, 7, "10-89 Lisboa,90-94 Madeira,95-99 Açores"));

    private PostalZones() {}

    static List<String> of(String country, @Nullable String postalCode) {
        var zones = new ArrayList<String>();
        states(country, postalCode).forEach(state -> zones.addAll(StateZones.of(country, state)));
        return zones;
    }

    /** The states a postal code may lie in; empty: not known. */
    static List<String> states(String country, @Nullable String postalCode) {
        if (postalCode == null) {
            return List.of();
        }
        String code = postalCode.strip().toUpperCase(Locale.ROOT);
        if (country.equals("CA")) {
            return CANADIAN.matcher(code).matches()
                    ? PROVINCES.getOrDefault(code.substring(0, 1), List.of())
                    : List.of();
        }
        Plan plan = PLANS.get(country);
        String state = plan == null ? null : plan.stateOf(code);
        return state == null ? List.of() : List.of(state);
    }

    /**
     * @param digits of a code
     * @param digitsLong of a code with what may follow it (ZIP+4)
     * @param states by the first digits, as many as the ranges have
     */
    private record Plan(int digits, int digitsLong, int prefixDigits, @Nullable String[] states) {
        /**
         * @param ranges {@code first-last state}, comma between
         */
        static Plan of(int digits, int digitsLong, String ranges) {
            int prefixDigits = ranges.indexOf('-');
            var states = new @Nullable String[(int) Math.pow(10, prefixDigits)];
            for (String range : ranges.split(",")) {
                String[] parts = range.split("[- ]");
                int last = Integer.parseInt(parts[1]);
                for (int prefix = Integer.parseInt(parts[0]); prefix <= last; prefix++) {
                    states[prefix] = parts[2];
                }
            }
            return new Plan(digits, digitsLong, prefixDigits, states);
        }

        @Nullable String stateOf(String written) {
            String code = SEPARATORS.matcher(written).replaceAll("");
            if (!DIGITS.matcher(code).matches()) {
                return null;
            }
            // Spreadsheets drop the leading zero.
            String whole = code.length() == digits - 1 ? "0" + code : code;
            if (whole.length() != digits && whole.length() != digitsLong) {
                return null;
            }
            return states[Integer.parseInt(whole.substring(0, prefixDigits))];
        }
    }
}
