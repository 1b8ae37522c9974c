package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.Chance;

import java.util.Map;

/**
 * Asterisk's AMD application with its defaults, which Ilyost uses (Ilyost server, context
 * amd-detection): silence of 2.5 s is a machine, a greeting of 1.5 s or of three words is a
 * machine, 0.8 s of silence behind less is a person; it knows no fax, whose tone is one long word.
 * Causes are those of its variable AMDCAUSE.
 */
final class Detection {
    private record Verdict(long after, String status, String cause) {}

    private enum Timer {
        VERDICT
    }

    private final LiveCall call;

    Detection(LiveCall call) {
        this.call = call;
    }

    void begin() {
        Verdict verdict = verdict(call.person.chance());
        call.timers.in(verdict.after(), Timer.VERDICT, () -> decide(verdict));
    }

    private Verdict verdict(Chance chance) {
        return switch (call.person.persona()) {
            case VOICEMAIL ->
                    new Verdict(
                            chance.between("words", 1700, 2600),
                            "MACHINE",
                            "LONGGREETING-1500-1500");
            case FAX ->
                    new Verdict(
                            chance.between("tone", 1700, 2600),
                            "MACHINE",
                            "LONGGREETING-1500-1500");
            case SILENT, VANISHES -> new Verdict(2500, "MACHINE", "INITIALSILENCE-2500-2500");
            default -> new Verdict(chance.between("hello", 1500, 2900), "HUMAN", "HUMAN-800-800");
        };
    }

    private void decide(Verdict verdict) {
        call.judged(verdict.status());
        call.tell(
                verdict.status().equals("HUMAN") ? "amd.human" : "amd.machine",
                Map.of("status", verdict.status(), "cause", verdict.cause()));
        call.actions.begin();
    }
}
