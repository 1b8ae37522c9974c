package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Form;
import io.carillon.dev.standin.Letter;
import io.carillon.dev.standin.Reply;
import io.carillon.dev.standin.Web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The application at the other end of the callbacks: remembers them, answers what it is told to.
 */
final class Application implements Web {
    /** One request, its fields read. */
    record Asked(String method, String path, Map<String, String> fields, Letter letter) {}

    private final Map<String, Reply> replies = new HashMap<>();
    final List<Asked> asked = new ArrayList<>();

    void answers(String path, Reply reply) {
        replies.put(path, reply);
    }

    void answers(String path, String twiml) {
        answers(path, xml(200, twiml));
    }

    static Reply xml(int status, String body) {
        return new Reply.Answered(status, "text/xml", body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Reply send(Letter letter, Duration patience) {
        Map<String, String> fields = new HashMap<>();
        Form.read(letter.body()).forEach((name, values) -> fields.put(name, values.getFirst()));
        String path = letter.url().getPath();
        asked.add(new Asked(letter.method(), path, fields, letter));
        return replies.getOrDefault(path, new Reply.Answered(204, "", new byte[0]));
    }

    /** What came to that path, in order. */
    List<Map<String, String>> at(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).map(Asked::fields).toList();
    }
}
