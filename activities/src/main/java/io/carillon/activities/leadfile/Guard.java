package io.carillon.activities.leadfile;

import java.util.regex.Pattern;

/**
 * The apostrophe before cells that a spreadsheet would take for a formula (OWASP, CSV injection).
 * Set in every file we write, taken off again in those we read; plain E.164 numbers go without.
 * What is read may also stand in {@code ="0123"}, the formula exports keep leading zeros by.
 */
final class Guard {
    private static final String DANGEROUS = "=+-@\t\r\n";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private static final Pattern TEXT_FORMULA = Pattern.compile("=\"((?:[^\"]|\"\")*)\"");

    private Guard() {}

    static String on(String cell) {
        boolean dangerous = !cell.isEmpty() && DANGEROUS.indexOf(cell.charAt(0)) >= 0;
        return dangerous && !E164.matcher(cell).matches() ? "'" + cell : cell;
    }

    static String off(String cell) {
        boolean guarded =
                cell.length() > 1
                        && cell.charAt(0) == '\''
                        && DANGEROUS.indexOf(cell.charAt(1)) >= 0;
        return text(guarded ? cell.substring(1) : cell);
    }

    private static String text(String cell) {
        if (!cell.startsWith("=\"")) {
            return cell;
        }
        var formula = TEXT_FORMULA.matcher(cell.stripTrailing());
        return formula.matches() ? formula.group(1).replace("\"\"", "\"") : cell;
    }
}
