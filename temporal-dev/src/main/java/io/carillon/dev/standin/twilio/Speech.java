package io.carillon.dev.standin.twilio;

/** How long things take to be said, in carrier milliseconds. */
final class Speech {
    /** An ordinary reading voice. */
    private static final int CHARACTERS_PER_SECOND = 15;

    private Speech() {}

    static long said(String text) {
        return text.length() * 1000L / CHARACTERS_PER_SECOND;
    }

    /** {@code w} is half a second, {@code W} a whole one; a tone and its gap take 200 ms. */
    static long typed(String digits) {
        return digits.chars().mapToLong(Speech::typed).sum();
    }

    private static long typed(int key) {
        return switch (key) {
            case 'w' -> 500;
            case 'W' -> 1000;
            default -> 200;
        };
    }
}
