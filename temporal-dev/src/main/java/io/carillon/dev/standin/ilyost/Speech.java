package io.carillon.dev.standin.ilyost;

/** How long things take to be said, in carrier milliseconds. */
final class Speech {
    /** An ordinary reading voice. */
    private static final int CHARACTERS_PER_SECOND = 15;

    private Speech() {}

    static long said(String text) {
        return text.length() * 1000L / CHARACTERS_PER_SECOND;
    }
}
