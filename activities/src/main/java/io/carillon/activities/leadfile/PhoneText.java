package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a phone cell, mended where there is one way to mend it: what spreadsheets add is
 * taken off and an extension is set apart.
 *
 * @param number what is left to read as a number
 * @param extension digits behind {@code x}, {@code ext.} and the like; null: none
 */
record PhoneText(String number, @Nullable String extension) {
    // ="2025550100" is how spreadsheets are told to keep a number as text; =+12025550100 is what
    // they
    // made of one.
    private static final Pattern TEXT_FORMULA =
            Pattern.compile("=\\s*\"([^\"]*)\"|=\\s*(\\+?[0-9][0-9 ().\\-]*)");

    private static final Pattern QUOTED = Pattern.compile("([\"'])(.*)\\1");

    private static final Pattern LINK = Pattern.compile("(?i)(?:tel|callto):(?://)?");

    // 2,025,550,100 and 2'025'550'100: a column formatted as numbers.
    private static final Pattern THOUSANDS =
            Pattern.compile("[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,3}(?:'[0-9]{3}){2,}");

    // A number that went through a floating-point column.
    private static final Pattern POINT_ZERO = Pattern.compile("(\\+?[0-9]{5,})[.,]0+");

    private static final Pattern SCIENTIFIC =
            Pattern.compile("[+-]?[0-9]+([.,][0-9]+)?\\s?[eE]\\s?\\+?[0-9]{1,3}");

    private static final Pattern EXTENSION =
            Pattern.compile(
                    "(?iu)(?<=[0-9A-Z) .,;\\-])\\s*[,;(]?\\s*(?:;ext=|,,|extensión|extension|extn|ext|xtn|x|#|poste|anexo|ramal|interno|int|durchwahl|dw|доб)"
                            + "[.:]?\\s*([0-9]{1,7})\\s*[#)]?");

    // Two numbers in one cell. A slash behind an area code ("030/1234567") is punctuation, so the
    // part before a separator must be long enough to be a number of its own.
    private static final Pattern SECOND_NUMBER =
            Pattern.compile(
                    "(?iu).*(?:[0-9][\\s().\\-]*){6,}[0-9]\\)?\\s*(?:[/\\\\;,|&]|\\b(?:or|and|oder|und|ou|et|o|y)\\b|\\n)\\s*.*[0-9].*",
                    Pattern.DOTALL);

    private static final Pattern PLUS_INSIDE = Pattern.compile(".*[0-9].*[+＋].*", Pattern.DOTALL);

    private static final Pattern LETTERS = Pattern.compile(".*\\p{L}.*", Pattern.DOTALL);

    // Digits first (at least an area code), then a word of three letters or more that may be
    // divided.
    private static final Pattern VANITY =
            Pattern.compile("[+(]*[0-9][0-9\\s().\\-]{2,}(?=.*[A-Z]{3})[A-Z0-9\\s\\-.]+");

    // Letters that are typed for the digits 0 and 1.
    private static final Pattern LOOK_ALIKES = Pattern.compile("[OIL]+");

    // Nearly every cell of a real file: nothing in it can be a second number, a word or an
    // extension, and the patterns above are half of what reading it would cost.
    private static final Pattern PLAIN = Pattern.compile("\\+?[0-9 ().\\-]+");

    static PhoneText of(String cell) {
        String text = PhoneLetters.plain(cell).strip();
        if (!startsLikeANumber(text)) {
            text = unwrapped(text);
        }
        Matcher pointZero = POINT_ZERO.matcher(text);
        if (pointZero.matches()) {
            text = pointZero.group(1);
        }
        if (THOUSANDS.matcher(text).matches()) {
            text = text.replaceAll("[,']", "");
        }
        return setExtensionApart(text.replace('_', ' '));
    }

    private static boolean startsLikeANumber(String text) {
        return !text.isEmpty() && (text.charAt(0) == '+' || Character.isDigit(text.charAt(0)));
    }

    /** Without what was put around the number, in any order. */
    private static String unwrapped(String wrapped) {
        String text = wrapped;
        String before = "";
        while (!text.equals(before)) {
            before = text;
            Matcher formula = TEXT_FORMULA.matcher(text);
            if (formula.matches()) {
                text = formula.group(1) == null ? formula.group(2) : formula.group(1);
            }
            text = unquoted(text).strip();
            text = text.startsWith("'") ? text.substring(1) : text;
            Matcher link = LINK.matcher(text);
            text = (link.lookingAt() ? text.substring(link.end()) : text).strip();
        }
        return text;
    }

    private static String unquoted(String text) {
        Matcher quoted = QUOTED.matcher(text);
        return quoted.matches() ? quoted.group(2) : text;
    }

    private static PhoneText setExtensionApart(String text) {
        if (PLAIN.matcher(text).matches()) {
            return new PhoneText(text, null);
        }
        Matcher extension = EXTENSION.matcher(text);
        int from = 0;
        while (extension.find(from)) {
            if (extension.end() == text.length()
                    && digits(text.substring(0, extension.start())) >= 6) {
                return new PhoneText(
                        text.substring(0, extension.start()).strip(), extension.group(1));
            }
            from = extension.start() + 1;
        }
        return new PhoneText(text, null);
    }

    boolean scientific() {
        return SCIENTIFIC.matcher(number).matches();
    }

    boolean plain() {
        return PLAIN.matcher(number).matches();
    }

    boolean twoNumbers() {
        return PLUS_INSIDE.matcher(number).matches() || SECOND_NUMBER.matcher(number).matches();
    }

    /** Letters that no telephone keypad was meant to take: words, notes, O for 0. */
    boolean strayLetters() {
        if (!LETTERS.matcher(number).matches()) {
            return false;
        }
        String upper = number.toUpperCase(Locale.ROOT);
        return !VANITY.matcher(upper).matches()
                || LOOK_ALIKES.matcher(upper.replaceAll("[^A-Z]", "")).matches();
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count();
    }
}
