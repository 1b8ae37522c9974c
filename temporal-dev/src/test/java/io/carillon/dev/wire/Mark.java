package io.carillon.dev.wire;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A moment in the product's work that can be told from what its processes say to each other. A
 * statement is known by a piece of its text that no other has; that each still stands in the
 * product's sources, and only once, is tested.
 */
public enum Mark {
    CLAIM("a claim, before its commit", "worker", When.COMMIT, "claimed_at, queued_at)"),
    CLAIMED("a claim, after its commit", "worker", When.COMMITTED, "claimed_at, queued_at)"),
    GATE("the gate, before its commit", "worker", When.COMMIT, "WITH paced AS ("),
    PASSED("the gate, after its commit", "worker", When.COMMITTED, "WITH paced AS ("),
    REQUEST("inside the carrier's request", "worker", When.REQUEST, Mark.DIAL),
    ANSWER("the carrier's answer on its way", "worker", When.ANSWER, Mark.DIAL),
    ANSWERED(
            "between the carrier's answer and our commit",
            "worker",
            When.COMMIT,
            "RETURNING before.initiated AS told_before"),
    CALLBACK("a callback on its way", Mark.CARRIERS, When.REQUEST, "POST /callbacks/"),
    NEWS("a callback, before its commit", "api", When.COMMIT, "WITH kept AS ("),
    OUTCOME(
            "an outcome, before its commit",
            "worker",
            When.COMMIT,
            "message_left = k.message_left OR"),
    ENDED(
            "an outcome, after its commit",
            "worker",
            When.COMMITTED,
            "message_left = k.message_left OR"),
    RELAY("events put in order", "worker", When.COMMIT, "SET position = placed.position"),
    DELIVERY("a webhook delivery", "worker", When.REQUEST, "POST /hook"),
    DELIVERED(
            "a delivery, before it is noted",
            "worker",
            When.COMMIT,
            "SET status = 'delivered', tries = d.tries + 1"),
    IMPORT("a chunk of an import, before its commit", "worker", When.COMMIT, "SET next_record = "),
    PAUSE(
            "a pause, before its commit",
            "api",
            When.COMMIT,
            "IN ('completed', 'stopped') THEN carillon_now() END"),
    CONTINUED("continue-as-new", "worker", When.BYTES, Mark.CONTINUE_AS_NEW);

    private static final String CARRIERS = "simulator|twilio|ilyost";

    /**
     * A dial's first line: to the simulated carrier, to Twilio, to Ilyost. What changes a call of
     * Twilio's names that call, not the list.
     */
    static final String DIAL =
            "POST /(v1/calls|2010-04-01/Accounts/\\w+/Calls\\.json|v2/create-call) HTTP";

    /**
     * In a workflow task's completion: a command of type 10 with the attributes of field 11, which
     * begin with the type of the workflow, or, where that stays the same, with what it is given.
     */
    static final String CONTINUE_AS_NEW =
            "\\x08\\x0aZ.{1,3}?(\\x0a.\\x0a.[A-Z][A-Za-z]+|\\x1a.{1,2}?\\x0a.{1,2}?\\x0a\\x16\\x0a\\x08encoding)";

    /** What of it is waited for. */
    public enum When {
        /** The commit of the transaction leaves, and is held back. */
        COMMIT,
        /** PostgreSQL says that it is committed; the process does not hear it. */
        COMMITTED,
        /** The request has passed. */
        REQUEST,
        /** The request's answer is there, and is held back. */
        ANSWER,
        /** Those bytes leave, and are held back. */
        BYTES
    }

    private final String words;
    private final Pattern from;
    private final When when;
    private final String text;
    private final Pattern pattern;

    Mark(String words, String from, When when, String text) {
        this.words = words;
        this.from = Pattern.compile(from);
        this.when = when;
        this.text = text;
        this.pattern = Pattern.compile(isSql() ? Pattern.quote(text) : text, Pattern.DOTALL);
    }

    public String words() {
        return words;
    }

    /** Whether the process, a worker with its number, is one that says it. */
    public boolean by(String process) {
        return from.matcher(process).lookingAt();
    }

    public When when() {
        return when;
    }

    public String text() {
        return text;
    }

    boolean in(String said) {
        return pattern.matcher(said).find();
    }

    private boolean isSql() {
        return when == When.COMMIT || when == When.COMMITTED;
    }

    /** Whoever calls back. */
    static boolean isCarrier(String process) {
        return CALLBACK.by(process);
    }

    /** Those the process may say. */
    static List<Mark> of(String process, When... kinds) {
        return Stream.of(values())
                .filter(mark -> mark.by(process))
                .filter(mark -> List.of(kinds).contains(mark.when))
                .toList();
    }
}
