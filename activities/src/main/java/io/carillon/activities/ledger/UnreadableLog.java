package io.carillon.activities.ledger;

/** A carrier's log that cannot be read as one; the message says what is wrong where. */
public final class UnreadableLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableLog(String message) {
        super(message);
    }
}
