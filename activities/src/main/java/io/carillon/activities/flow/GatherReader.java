package io.carillon.activities.flow;

import io.carillon.activities.carrier.Capabilities.Feature;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a gather and where its digits lead. */
final class GatherReader {
    static final int MOST_DIGITS = 32;
    private static final int MOST_TRIES = 10;
    private static final String ALL_KEYS = "0123456789*#";
    private static final Pattern KEYS = Pattern.compile("[0-9*#]+");
    private static final Pattern FINISH = Pattern.compile("[0-9*#]{0,12}");
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Members step;

    GatherReader(Members step) {
        this.step = step;
    }

    Decision read() {
        Members gather = step.object("gather");
        Map<String, String> on = step.texts("on");
        String onNoInput = step.text("on_no_input");
        String onOther = step.text("on_other");
        String next = step.text("next");
        if (gather == null) {
            return new Decision.Next(next);
        }
        List<Speech> prompt = SpeechReader.prompt(gather);
        int longestKey = on.keySet().stream().mapToInt(String::length).max().orElse(1);
        int maxDigits =
                gather.integer(
                        "max_digits", 1, MOST_DIGITS, Math.clamp(longestKey, 1, MOST_DIGITS));
        boolean hashIsInput = on.keySet().stream().anyMatch(key -> key.contains("#"));
        String finishOn = finishOn(gather, maxDigits > 1 && !hashIsInput ? "#" : "");
        String validDigits = validDigits(gather, finishOn);
        Duration first = gather.duration("first_digit_timeout", SHORTEST, LONGEST, seconds(5));
        Duration between = gather.duration("inter_digit_timeout", SHORTEST, LONGEST, seconds(3));
        int tries = gather.integer("tries", 1, MOST_TRIES, 1);
        boolean bargeIn = gather.truth("barge_in", true);
        String saveAs = saveAs(gather);
        List<Feature> needs =
                needs(gather, maxDigits, finishOn, validDigits, first, between, bargeIn);
        boolean sensitive = gather.truth("sensitive", false);
        gather.refuseTheRest();
        checkKeys(on, maxDigits, validDigits, finishOn);
        return new Decision.Gather(
                prompt,
                maxDigits,
                validDigits,
                finishOn,
                first,
                between,
                tries,
                bargeIn,
                saveAs,
                sensitive,
                needs,
                on,
                onNoInput,
                onOther,
                next);
    }

    /**
     * What was written, not what was left to us. A carrier without a finish key, barge-in or valid
     * digits does a gather of one digit just as well: there is no second one to wait for, and a
     * wrong one is asked again.
     */
    private static List<Feature> needs(
            Members gather,
            int maxDigits,
            String finishOn,
            String validDigits,
            Duration first,
            Duration between,
            boolean bargeIn) {
        List<Feature> needs = new ArrayList<>();
        boolean timed = gather.has("first_digit_timeout") || gather.has("inter_digit_timeout");
        if (maxDigits > 1) {
            boolean finishes = gather.has("finish_on") && !finishOn.isEmpty();
            boolean several = finishes && finishOn.length() > 1;
            add(needs, Feature.FINISH_KEY, finishes);
            add(needs, Feature.BARGE_IN, gather.has("barge_in") && bargeIn);
            add(needs, Feature.SEVERAL_FINISH_KEYS, several);
            add(needs, Feature.VALID_DIGITS, someAreIgnored(gather, finishOn, validDigits));
            add(needs, Feature.INTER_DIGIT_TIMEOUT, timed && !first.equals(between));
        }
        boolean fractions = first.getNano() != 0 || (maxDigits > 1 && between.getNano() != 0);
        add(needs, Feature.FRACTIONS_OF_SECONDS, timed && fractions);
        return needs;
    }

    private static void add(List<Feature> needs, Feature feature, boolean needed) {
        if (needed) {
            needs.add(feature);
        }
    }

    private static boolean someAreIgnored(Members gather, String finishOn, String validDigits) {
        return gather.has("valid_digits")
                && ALL_KEYS.chars()
                        .anyMatch(key -> finishOn.indexOf(key) < 0 && validDigits.indexOf(key) < 0);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    static String finishOn(Members members, String fallback) {
        String finishOn = members.text("finish_on");
        if (finishOn == null) {
            return fallback;
        }
        if (!FINISH.matcher(finishOn).matches()) {
            members.problem(
                    "finish_on",
                    "BAD_DIGITS",
                    "finish_on (expected: keys of 0-9 * #, or nothing for no finish key)");
            return fallback;
        }
        return finishOn;
    }

    private static String validDigits(Members gather, String finishOn) {
        String valid = gather.text("valid_digits");
        if (valid == null) {
            StringBuilder rest = new StringBuilder();
            ALL_KEYS.chars()
                    .filter(key -> finishOn.indexOf(key) < 0)
                    .forEach(key -> rest.append((char) key));
            return rest.toString();
        }
        if (!KEYS.matcher(valid).matches() || valid.chars().distinct().count() < valid.length()) {
            gather.problem(
                    "valid_digits",
                    "BAD_DIGITS",
                    "valid_digits (expected: different keys of 0-9 * #)");
        } else if (valid.chars().anyMatch(key -> finishOn.indexOf(key) >= 0)) {
            gather.problem(
                    "valid_digits",
                    "CONTRADICTION",
                    "a key of finish_on ends the input and cannot be part of it");
        }
        return valid;
    }

    private static @Nullable String saveAs(Members gather) {
        String saveAs = gather.text("save_as");
        if (saveAs != null) {
            StepReader.checkVariable(gather, "save_as", saveAs);
        }
        return saveAs;
    }

    private void checkKeys(
            Map<String, String> on, int maxDigits, String validDigits, String finishOn) {
        Members keys = step.object("on");
        if (keys == null) {
            return;
        }
        for (String key : on.keySet()) {
            if (!KEYS.matcher(key).matches() || key.length() > maxDigits) {
                keys.problem(
                        key,
                        "BAD_KEY",
                        "\"" + key + "\" (expected: 1 to " + maxDigits + " of 0-9 * #)");
            } else if (key.chars().anyMatch(one -> finishOn.indexOf(one) >= 0)) {
                keys.problem(
                        key, "BAD_KEY", "\"" + key + "\" holds a key of finish_on: " + finishOn);
            } else if (key.chars().anyMatch(one -> validDigits.indexOf(one) < 0)) {
                keys.problem(
                        key,
                        "BAD_KEY",
                        "\"" + key + "\" holds a key valid_digits does not have: " + validDigits);
            }
        }
    }
}
