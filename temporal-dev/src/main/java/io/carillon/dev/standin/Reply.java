package io.carillon.dev.standin;

/** What became of a {@link Letter}. */
public sealed interface Reply {
    /**
     * The application answered.
     *
     * @param contentType empty when none was given
     */
    record Answered(int status, String contentType, byte[] body) implements Reply {
        public boolean good() {
            return status / 100 == 2;
        }
    }

    /** No connection came about: nothing was sent. */
    record NotConnected(String why) implements Reply {}

    /** It was sent and no whole answer came. */
    record NoAnswer(String why) implements Reply {}
}
