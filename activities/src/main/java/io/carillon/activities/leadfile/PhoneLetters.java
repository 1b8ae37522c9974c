package io.carillon.activities.leadfile;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A phone cell's letters as a telephone keypad has them: full-width and other scripts' digits,
 * typographic dashes, spaces and quotes become ASCII, what cannot be seen is dropped, a line end
 * becomes a semicolon.
 */
final class PhoneLetters {
    private static final Pattern ASCII = Pattern.compile("[ -~]*");
    private static final Pattern LINE_ENDS = Pattern.compile("\r\n|[\n\r\u0085\u2028\u2029]");

    // Format characters (zero width, direction, soft hyphens) that address books paste along, and
    // controls.
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cc}\uFE0F]+");

    private static final String MINUS = "\u2212\u30FC";
    private static final String DOTS = "\u00B7\u2022\u2024\u3002\u30FB";
    private static final String QUOTES = "\u2018\u2019\u201A\u201B\u00B4`";
    private static final String DOUBLE_QUOTES = "\u201C\u201D\u201E\u201F\u00AB\u00BB";

    private PhoneLetters() {}

    static String plain(String cell) {
        if (ASCII.matcher(cell).matches()) {
            return cell.replace('`', '\'');
        }
        String lines = LINE_ENDS.matcher(cell.strip()).replaceAll(";").replace('\t', ' ');
        String folded =
                Normalizer.normalize(INVISIBLE.matcher(lines).replaceAll(""), Normalizer.Form.NFKC);
        var plain = new StringBuilder(folded.length());
        folded.codePoints().map(PhoneLetters::plain).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int plain(int letter) {
        if (letter < 128 && letter != '`') {
            return letter;
        }
        if (Character.isDigit(letter)) {
            return '0' + Character.digit(letter, 10);
        }
        if (Character.getType(letter) == Character.DASH_PUNCTUATION || MINUS.indexOf(letter) >= 0) {
            return '-';
        }
        if (Character.isSpaceChar(letter)) {
            return ' ';
        }
        if (DOTS.indexOf(letter) >= 0) {
            return '.';
        }
        if (QUOTES.indexOf(letter) >= 0) {
            return '\'';
        }
        if (DOUBLE_QUOTES.indexOf(letter) >= 0) {
            return '"';
        }
        return letter == '\u2044' ? '/' : letter;
    }
}
