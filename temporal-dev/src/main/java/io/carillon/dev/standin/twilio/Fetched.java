package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Reply;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an address answered, as a document: the errors are those of twilio.com/docs/errors. */
final class Fetched {
    /** "HTTP retrieval failure": an answer that is not 2xx. */
    private static final int RETRIEVAL = 11200;

    /** "HTTP connection failure": none, or no answer in the time there is. */
    private static final int CONNECTION = 11205;

    /** "TwiML response body too large". */
    private static final int TOO_LARGE = 11750;

    /** "Invalid Content-Type". */
    private static final int CONTENT_TYPE = 12300;

    private static final int LARGEST = 64 * 1024;

    private Fetched() {}

    static String document(Reply reply) throws Twiml.Unreadable {
        return switch (reply) {
            case Reply.NotConnected refused ->
                    throw new Twiml.Unreadable(CONNECTION, refused.why());
            case Reply.NoAnswer late -> throw new Twiml.Unreadable(CONNECTION, late.why());
            case Reply.Answered answered -> document(answered);
        };
    }

    private static String document(Reply.Answered answered) throws Twiml.Unreadable {
        if (!answered.good()) {
            throw new Twiml.Unreadable(RETRIEVAL, "status " + answered.status());
        }
        if (answered.body().length > LARGEST) {
            throw new Twiml.Unreadable(TOO_LARGE, answered.body().length + " bytes");
        }
        String text = new String(answered.body(), StandardCharsets.UTF_8);
        String type = answered.contentType().toLowerCase(Locale.ROOT);
        if (type.contains("xml") || type.startsWith("text/html")) {
            return text;
        }
        // "Your TwiML response": plain text is read to the caller, who is then hung up on.
        if (type.startsWith("text/plain")) {
            return "<Response><Say>" + escaped(text) + "</Say></Response>";
        }
        throw new Twiml.Unreadable(CONTENT_TYPE, "content type " + type);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
