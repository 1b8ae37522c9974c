package io.carillon.activities.database;

import java.time.Duration;

/**
 * How long is waited for a database that says nothing: it may be gone without a word, and so may
 * we, as it sees it. Zero: for ever.
 *
 * @param statement longer ones are ended by the server
 * @param silence longer than any statement: then the connection is given up
 * @param idle between two statements of a transaction; then the server rolls it back, and its locks
 *     are free
 */
record Patience(Duration statement, Duration silence, Duration idle) {
    /** For the session. */
    String asked() {
        return "SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d"
                .formatted(statement.toMillis(), idle.toMillis());
    }

    /** For the current transaction only. */
    String askedOnce() {
        return asked().replace("SET ", "SET LOCAL ");
    }
}
