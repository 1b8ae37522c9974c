package io.carillon.workflows.flow;

/** Branch keys that are not digits. */
public final class Branch {
    public static final String DONE = "done";
    public static final String NO_INPUT = "no_input";
    public static final String OTHER = "other";
    public static final String FAILED = "failed";

    /** A key that counts for nothing was pressed; only of carriers that cannot ignore it. */
    public static final String AGAIN = "again";

    private Branch() {}
}
