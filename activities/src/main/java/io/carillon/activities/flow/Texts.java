package io.carillon.activities.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text with placeholders may look like, and which variables it cannot do without. */
final class Texts {
    /** Carriers refuse longer ones: Twilio's Say takes 4,096 characters. */
    static final int LONGEST = 4096;

    private static final Pattern BRACES = Pattern.compile("\\{\\{|}}");

    private Texts() {}

    /** Notes what is wrong with the text of a member. */
    static void check(Members members, String name, String text) {
        if (text.isBlank()) {
            members.problem(name, "EMPTY_TEXT", name + " says nothing");
        }
        if (text.length() > LONGEST) {
            members.problem(
                    name,
                    "TEXT_TOO_LONG",
                    name
                            + " has "
                            + text.length()
                            + " characters (expected: at most "
                            + LONGEST
                            + ")");
        }
        checkPlaceholders(members, name, text);
    }

    static void checkPlaceholders(Members members, String name, String text) {
        Matcher stray = BRACES.matcher(Placeholders.PLACEHOLDER.matcher(text).replaceAll(" "));
        if (stray.find()) {
            members.problem(
                    name,
                    "BAD_PLACEHOLDER",
                    name
                            + " has braces that are no placeholder (expected: {{name}} or {{name|default}},"
                            + " names of letters, digits, _ and .)");
        }
    }

    /** The text in parts of at most {@link #LONGEST}, cut between words; none when it is blank. */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > LONGEST) {
            int space = rest.lastIndexOf(' ', LONGEST);
            int cut = space > 0 ? space : LONGEST;
            parts.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            parts.add(rest);
        }
        return parts;
    }

    /** Variables this text names without a default. */
    static Set<String> required(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = Placeholders.PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }
}
