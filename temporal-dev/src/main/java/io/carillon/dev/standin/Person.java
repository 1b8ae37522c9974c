package io.carillon.dev.standin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * The persona of one call: how long it takes for everything it does. Milliseconds are carrier time.
 *
 * @param persona who it is
 * @param chance the call's own
 */
public record Person(Persona persona, Chance chance) {
    private static final double EAGER = 0.3;

    /** A machine's silence in real time at least: an application decides no faster at a speed. */
    private static final Duration SILENCE_LEAST = Duration.ofSeconds(10);

    /** From the dial to the first ring. */
    public long ringsAfter() {
        return chance.between("rings", 300, 1200);
    }

    /** From the first ring to the answer, of those who pick up. */
    public long answersAfter() {
        return chance.between("answers", 2000, 8000);
    }

    /** From the dial to the network's answer, for a line that is engaged or cannot be reached. */
    public long turnedAwayAfter() {
        return chance.between("turned away", 500, 1500);
    }

    /** How long the greeting of a machine is; the beep follows. */
    public long greets() {
        return chance.between("greeting", 5000, 10_000);
    }

    /** After how much silence since the beep a machine hangs up. */
    public long bearsSilence(CarrierTime time) {
        long patience = chance.between("recording of silence", 90_000, 110_000);
        return Math.max(patience, time.during(SILENCE_LEAST));
    }

    /** How long a fax calls for another before it gives up. */
    public long tones() {
        return chance.between("fax gives up", 30_000, 40_000);
    }

    /** How long someone who is about to hang up listens to a prompt of that length. */
    public long listensTo(long prompt) {
        return (long) (prompt * (0.3 + 0.5 * chance.share("patience")));
    }

    /** How long someone who is about to hang up waits where nothing is said. */
    public long waitsForWords() {
        return chance.between("no prompt", 8000, 12_000);
    }

    /**
     * What is typed after that prompt, without a finish key.
     *
     * @param heard all that was said since the last key
     * @param optOutKey the key a setting says to opt out with, where it is offered; null: the
     *     prompt tells
     * @return empty: nothing. Where no key is offered a person types 1
     */
    public String typed(String heard, @Nullable String optOutKey) {
        if (!speaks()) {
            return "";
        }
        Offer offer = Offer.in(heard);
        if (persona == Persona.OPTS_OUT) {
            Optional<String> out =
                    optOutKey == null
                            ? offer.optOut()
                            : Optional.of(optOutKey).filter(offer.keys()::contains);
            if (out.isPresent()) {
                return out.get();
            }
        }
        return offer.keys().isEmpty() ? "1" : offer.keys().getFirst();
    }

    /**
     * From the beginning of a prompt to the first key.
     *
     * @param question tells this prompt from the others of the call
     */
    public long firstKeyAfter(String question, long prompt, long timeout, boolean interrupts) {
        if (interrupts && prompt > 0 && chance.share("eager " + question) < EAGER) {
            return (long) (prompt * (0.6 + 0.35 * chance.share("when eager " + question)));
        }
        long reaction = chance.between("reaction " + question, 800, 1800);
        // Nobody is slower than the caller allows: that is what the silent one is for.
        return prompt + Math.min(reaction, timeout * 6 / 10);
    }

    public long nextKeyAfter(String question) {
        return chance.between("next key " + question, 250, 600);
    }

    /** How long is spoken after a beep of ours; 0: not at all. */
    public long speaksFor() {
        return speaks() ? chance.between("message", 2000, 6000) : 0;
    }

    /** How long is talked with whom the call was transferred to. */
    public long talks() {
        return persona == Persona.HANGS_UP
                ? chance.between("talk ends soon", 1000, 3000)
                : chance.between("talk", 8000, 25_000);
    }

    /** True for a human being who takes part. */
    public boolean speaks() {
        return persona == Persona.HUMAN || persona == Persona.OPTS_OUT;
    }
}
