package io.carillon.activities.flow;

/**
 * One thing wrong with a flow.
 *
 * @param pointer JSON pointer (RFC 6901) into the flow; empty: the flow as a whole
 * @param code stable, upper snake case
 * @param message for people
 */
public record FlowProblem(String pointer, String code, String message) {
    static final String UNKNOWN_MEMBER = "UNKNOWN_MEMBER";
    static final String WRONG_TYPE = "WRONG_TYPE";

    /**
     * The document cannot be read as a flow at all (400), as opposed to a flow that is wrong (422).
     */
    public boolean malformed() {
        return code.equals(UNKNOWN_MEMBER) || code.equals(WRONG_TYPE);
    }

    /** A member name or map key as one segment of a pointer. */
    static String segment(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
