package io.carillon.dev;

import java.io.PrintStream;

/**
 * What the person at the terminal reads. One line per thing said; a line in progress is redrawn.
 */
final class Console {
    private final boolean terminal;
    private final int columns;
    private final PrintStream out;
    private boolean drawn;

    Console(boolean terminal, int columns, PrintStream out) {
        this.terminal = terminal;
        this.columns = Math.max(40, columns);
        this.out = out;
    }

    boolean terminal() {
        return terminal;
    }

    int columns() {
        return columns;
    }

    synchronized void say(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** Replaces the last drawn line; without a terminal it is an ordinary line. */
    synchronized void draw(String line) {
        if (!terminal) {
            say(line);
            return;
        }
        clear();
        out.print(line.length() < columns ? line : line.substring(0, columns - 1));
        out.flush();
        drawn = true;
    }

    private void clear() {
        if (drawn) {
            out.print("\r\u001b[2K");
            drawn = false;
        }
    }
}
