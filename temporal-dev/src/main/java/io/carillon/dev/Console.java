package io.carillon.dev;

/**
 * What the person at the terminal reads. One line per thing said; a line in progress is redrawn.
 */
final class Console {
    private final boolean terminal;
    private final int columns;
    private boolean drawn;

    Console(boolean terminal, int columns) {
        this.terminal = terminal;
        this.columns = Math.max(40, columns);
    }

    boolean terminal() {
        return terminal;
    }

    int columns() {
        return columns;
    }

    synchronized void say(String line) {
        clear();
        System.out.println(line);
        System.out.flush();
    }

    /** Replaces the last drawn line; without a terminal it is an ordinary line. */
    synchronized void draw(String line) {
        if (!terminal) {
            say(line);
            return;
        }
        clear();
        System.out.print(line.length() < columns ? line : line.substring(0, columns - 1));
        System.out.flush();
        drawn = true;
    }

    private void clear() {
        if (drawn) {
            System.out.print("\r\u001b[2K");
            drawn = false;
        }
    }
}
