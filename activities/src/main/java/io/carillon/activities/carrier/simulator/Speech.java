package io.carillon.activities.carrier.simulator;

import io.carillon.activities.carrier.Script;

import java.util.List;

/** How long things take to be said. */
final class Speech {
    /** An ordinary reading voice. */
    private static final int CHARACTERS_PER_SECOND = 15;

    private Speech() {}

    static long millis(List<Script.Verb> verbs) {
        return verbs.stream().mapToLong(Speech::millis).sum();
    }

    /** Verbs that end by themselves; others last no time. */
    static long millis(Script.Verb verb) {
        return switch (verb) {
            case Script.Say say -> say.text().length() * 1000L / CHARACTERS_PER_SECOND;
            case Script.Play play -> play.length().toMillis();
            case Script.Pause pause -> pause.length().toMillis();
            case Script.SendDigits keys -> keys.digits().chars().mapToLong(Speech::keyMillis).sum();
            default -> 0;
        };
    }

    /** 100 ms of tone and 100 ms of silence; {@code w} is half a second of silence. */
    private static long keyMillis(int key) {
        return key == 'w' ? 500 : 200;
    }
}
