package io.carillon.dev;

/** Why the stack cannot go on, in one line for the person at the terminal: what, and what to do. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStart(String line) {
        super(line);
    }
}
