package io.carillon.activities.leadfile;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The header line: names as they stand, made distinct, and their plain forms. */
final class Headers {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\p{L}\\p{N}]");
    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Za-z0-9_.]+");

    // What a header is not: a phone number (a date may be one), an e-mail address.
    private static final Pattern DATA =
            Pattern.compile(
                    "(?!\\d{4}-\\d\\d-\\d\\d$|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}$)['+(]*[0-9][0-9\\s().\\-/]{5,}[0-9]"
                            + "|[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}");

    private Headers() {}

    /**
     * Stripped, without guards; a repeated name gets {@code _2}, {@code _3} …, an empty one {@code
     * column_N}.
     */
    static List<String> distinct(List<String> cells) {
        var names = new ArrayList<String>();
        var free = new FreeNames(name -> name.toLowerCase(Locale.ROOT));
        for (String cell : cells) {
            String name = Guard.off(cell).strip();
            names.add(free.take(name.isEmpty() ? "column_" + (names.size() + 1) : name));
        }
        return List.copyOf(names);
    }

    /** Whether the first record is data or nothing rather than names. */
    static boolean missing(List<String> cells) {
        return cells.stream().allMatch(String::isBlank)
                || cells.stream().anyMatch(cell -> DATA.matcher(cell.strip()).matches());
    }

    /** Letters and digits of any script: {@code "Téléphone (n°)"} is {@code telephonen}. */
    static String plain(String header) {
        return NOT_PLAIN.matcher(unaccented(header).toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** A name that can stand in {@code {{…}}}: what cannot becomes an underscore. */
    static String variable(String header, int index) {
        String name = NOT_IN_VARIABLES.matcher(unaccented(header)).replaceAll("_");
        name = name.equals(header) ? name : name.replaceAll("^_+|_+$", "");
        return name.isEmpty() ? "column_" + (index + 1) : name;
    }

    private static String unaccented(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed)
                .replaceAll("")
                .replace("ß", "ss")
                .replace('ł', 'l')
                .replace('Ł', 'L')
                .replace('ı', 'i')
                .replace('ø', 'o')
                .replace('Ø', 'O');
    }
}
