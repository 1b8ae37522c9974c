package io.carillon.dev.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys a prompt offers, as a listener understands them. A real carrier is not told which keys
 * are valid, so neither is the person at its other end: once the prompt has said {@code press},
 * {@code dial}, {@code enter}, {@code push}, {@code type} or {@code key}, every single digit that
 * stands alone, as a figure or as a word, and star and pound are offered, in the order in which
 * they are said. {@code one} in "no one" is taken for a key too: whoever writes such a prompt
 * confuses people as well.
 *
 * @param keys in the order they are spoken
 * @param optOut the key whose clause speaks of not being called again
 */
public record Offer(List<String> keys, Optional<String> optOut) {
    private static final Pattern ASKS =
            Pattern.compile("\\b(?:press(?:ing)?|dial|enter|push|type|key)\\b");
    private static final Pattern KEY =
            Pattern.compile(
                    "(?<![\\w+.-])([0-9])(?![\\w-]|[.,][0-9])"
                            + "|\\b(zero|one|two|three|four|five|six|seven|eight|nine|star|pound|hash)\\b"
                            + "|([*#])");
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("zero", "0"),
                    Map.entry("one", "1"),
                    Map.entry("two", "2"),
                    Map.entry("three", "3"),
                    Map.entry("four", "4"),
                    Map.entry("five", "5"),
                    Map.entry("six", "6"),
                    Map.entry("seven", "7"),
                    Map.entry("eight", "8"),
                    Map.entry("nine", "9"),
                    Map.entry("star", "*"),
                    Map.entry("pound", "#"),
                    Map.entry("hash", "#"));
    private static final Pattern OPT_OUT =
            Pattern.compile(
                    "never|not be called|not call|no longer|stop|opt out|opt-out|unsubscribe"
                            + "|remove|do not contact");
    private static final Pattern CLAUSES = Pattern.compile("[,.;:!?]\\s");

    public Offer {
        keys = List.copyOf(keys);
    }

    /** What is offered by all that was said since the last key. */
    public static Offer in(String prompt) {
        String heard = prompt.toLowerCase(Locale.ROOT);
        Matcher asks = ASKS.matcher(heard);
        if (!asks.find()) {
            return new Offer(List.of(), Optional.empty());
        }
        List<String> keys = new ArrayList<>();
        Matcher key = KEY.matcher(heard).region(asks.start(), heard.length());
        // A region must not hide what stands before a digit: "24-7" offers nothing.
        key.useTransparentBounds(true);
        while (key.find()) {
            keys.add(named(key));
        }
        return new Offer(keys, optOut(heard));
    }

    private static String named(Matcher key) {
        String found = key.group().strip();
        return WORDS.getOrDefault(found, found);
    }

    /** "9 to stop", and "to stop, press 9". */
    private static Optional<String> optOut(String heard) {
        boolean announced = false;
        for (String clause : CLAUSES.split(heard)) {
            Matcher key = KEY.matcher(clause);
            boolean speaksOfIt = OPT_OUT.matcher(clause).find();
            boolean offers = key.find();
            if (offers && (speaksOfIt || announced)) {
                return Optional.of(named(key));
            }
            announced = speaksOfIt && !offers;
        }
        return Optional.empty();
    }
}
