package io.carillon.activities.carrier.twilio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in pieces that a Say takes each; a longer one is skipped and nobody hears a word of it.
 * Polly's voices take 3,000 characters of one byte, others more, and none more than 4,500 once URL
 * encoded (Twilio error 13521).
 */
final class TwilioText {
    private static final int MOST_BYTES = 3000;
    private static final int MOST_ENCODED = 4500;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?;:\u2026\u3002]\\s+|\u3002");
    private static final Pattern WORD_END = Pattern.compile("\\s+");

    private TwilioText() {}

    /**
     * Cut between sentences, else, where these are long, between words. Empty for a text of spaces.
     */
    static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        String rest = text.strip();
        for (int fits = fitting(rest); fits < rest.length(); fits = fitting(rest)) {
            int cut = cut(rest, fits);
            pieces.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    /** How many of its first characters fit. */
    private static int fitting(String text) {
        int bytes = 0;
        int encoded = 0;
        for (int i = 0; i < text.length(); ) {
            String point = Character.toString(text.codePointAt(i));
            bytes += point.getBytes(StandardCharsets.UTF_8).length;
            encoded += URLEncoder.encode(point, StandardCharsets.UTF_8).length();
            if (bytes > MOST_BYTES || encoded > MOST_ENCODED) {
                return i;
            }
            i += point.length();
        }
        return text.length();
    }

    private static int cut(String text, int fits) {
        int sentence = lastEnd(SENTENCE_END, text, fits);
        if (sentence > fits / 2) {
            return sentence;
        }
        int word = lastEnd(WORD_END, text, fits);
        return word > 0 ? word : fits;
    }

    private static int lastEnd(Pattern end, String text, int fits) {
        Matcher matcher = end.matcher(text.substring(0, fits));
        int last = 0;
        while (matcher.find()) {
            last = matcher.end();
        }
        return last;
    }
}
