package io.carillon.dev.standin;

/**
 * What goes on at the other end of an answered call: the machine that greets and beeps, the person
 * who listens, remembers what keys were offered, and may have had enough.
 */
public final class FarEnd {
    private enum Timer {
        BEEP,
        HANGS_UP
    }

    private final Person person;
    private final Timers timers;
    private final CarrierTime time;
    private final Runnable hangUp;
    private final StringBuilder heard = new StringBuilder();
    private long beepAt = Long.MAX_VALUE;
    private boolean prompted;
    private boolean beeped;
    private boolean spokenTo;

    /**
     * @param hangUp what happens when the other end hangs up
     */
    public FarEnd(Person person, Timers timers, CarrierTime time, Runnable hangUp) {
        this.person = person;
        this.timers = timers;
        this.time = time;
        this.hangUp = hangUp;
    }

    public void answered() {
        switch (person.persona()) {
            case VOICEMAIL -> greet();
            case FAX -> hangUpIn(person.tones());
            case HANGS_UP -> hangUpIn(person.waitsForWords());
            default -> {}
        }
    }

    private void greet() {
        beepAt = timers.now() + person.greets();
        timers.in(
                person.greets(),
                Timer.BEEP,
                () -> {
                    beeped = true;
                    bearSilence();
                });
    }

    /** Milliseconds until the beep; 0 once it was, Long.MAX_VALUE where none comes. */
    public long beepIn() {
        return beepAt == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, beepAt - timers.now());
    }

    /**
     * Something is said, or played, to the other end.
     *
     * @param words empty where the stand-in cannot tell what audio says
     */
    public void speechBegan(String words, long length) {
        spokenTo = true;
        heard.append(words).append(". ");
        if (person.persona() == Persona.HANGS_UP && !prompted) {
            prompted = true;
            hangUpIn(person.listensTo(length));
        }
        if (beeped) {
            timers.cancel(Timer.HANGS_UP);
        }
    }

    public void speechEnded() {
        spokenTo = false;
        bearSilence();
    }

    private void bearSilence() {
        if (beeped && !spokenTo) {
            hangUpIn(person.bearsSilence(time));
        }
    }

    private void hangUpIn(long ms) {
        timers.in(ms, Timer.HANGS_UP, hangUp);
    }

    /** All that was said since the last key. */
    public String heard() {
        return heard.toString();
    }

    public void pressed() {
        heard.setLength(0);
    }
}
