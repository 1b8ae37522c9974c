package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.Document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes a TwiML document. What people are told comes from lead files: it is escaped, and what XML
 * cannot hold at all becomes a space.
 */
final class TwimlWriter {
    static final String CONTENT_TYPE = "text/xml";

    // A document has at most 64 kB (Twilio error 11750); a redirect still fits behind this much.
    private static final int MOST_BYTES = 60_000;

    private final StringBuilder xml = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    TwimlWriter() {
        begin("Response");
    }

    /**
     * @param attributes name and value by turns
     */
    TwimlWriter begin(String verb, String... attributes) {
        tag(verb, attributes);
        xml.append('>');
        open.push(verb);
        return this;
    }

    /** Ends the verb begun last. */
    TwimlWriter end() {
        xml.append("</").append(open.pop()).append('>');
        return this;
    }

    TwimlWriter empty(String verb, String... attributes) {
        tag(verb, attributes);
        xml.append("/>");
        return this;
    }

    TwimlWriter text(String verb, String text, String... attributes) {
        begin(verb, attributes);
        escape(text);
        return end();
    }

    private void tag(String verb, String... attributes) {
        xml.append('<').append(verb);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            xml.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> xml.append("&amp;");
                                case '<' -> xml.append("&lt;");
                                case '>' -> xml.append("&gt;");
                                case '"' -> xml.append("&quot;");
                                default -> xml.appendCodePoint(allowed(point) ? point : ' ');
                            }
                        });
    }

    /** XML 1.0, section 2.2, Char. */
    private static boolean allowed(int point) {
        return point == 0x9
                || point == 0xA
                || point == 0xD
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    int length() {
        return xml.length();
    }

    /** What was written is more than Twilio reads. */
    boolean tooLarge() {
        return xml.length() * 3L > MOST_BYTES
                && xml.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    /** Takes back whole verbs. */
    void back(int length) {
        xml.setLength(length);
    }

    /** Ends what is open. */
    String written() {
        while (!open.isEmpty()) {
            end();
        }
        return xml.toString();
    }

    Document document() {
        return new Document(CONTENT_TYPE, written());
    }
}
