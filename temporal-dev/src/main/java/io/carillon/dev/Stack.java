package io.carillon.dev;

import java.io.IOException;
import java.sql.SQLException;

/** The processes of a home, in the order they need each other; stopped in the opposite order. */
interface Stack {
    /**
     * Answers when calls can be made.
     *
     * @throws CannotStart when a process ends while starting, or is not ready in time
     */
    void start() throws IOException, InterruptedException, SQLException;

    void stop() throws InterruptedException;

    /** Of this start, one by one. */
    Processes processes();
}
