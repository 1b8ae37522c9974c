package io.carillon.activities.carrier;

/** A callback that is not authentic ({@code forged}) or not readable. */
public final class CallbackRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean forged;

    public CallbackRefused(String message, boolean forged) {
        super(message);
        this.forged = forged;
    }

    public boolean forged() {
        return forged;
    }
}
