package io.carillon.dev.wire;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Follows the transactions of one connection to PostgreSQL. The driver names a statement it uses
 * often and then sends the name only, so the names are kept.
 */
final class PostgresTap implements Tap {
    private static final String COMMITTED = "COMMIT\0";

    private final Predicate<Mark> seen;
    private final List<Mark> statements;
    private final PostgresMessages messages = new PostgresMessages(this::message);
    private final Map<String, String> named = new HashMap<>();
    private final Set<Mark> inTransaction = EnumSet.noneOf(Mark.class);
    private volatile Set<Mark> committing = Set.of();
    private boolean pass;

    PostgresTap(Predicate<Mark> seen, String process) {
        this.seen = seen;
        this.statements = Mark.of(process, Mark.When.COMMIT, Mark.When.COMMITTED);
    }

    @Override
    public boolean asked(byte[] bytes, int length) {
        pass = true;
        messages.read(bytes, length);
        return pass;
    }

    @Override
    public boolean answered(byte[] bytes, int length) {
        Set<Mark> now = committing;
        if (now.isEmpty()
                || !new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(COMMITTED)) {
            return true;
        }
        committing = Set.of();
        return all(now, Mark.When.COMMITTED);
    }

    private void message(char type, String body) {
        int end = body.indexOf('\0');
        switch (type) {
            case 'Q' -> statement(end < 0 ? body : body.substring(0, end));
            case 'P' -> named.put(body.substring(0, end), until(body, end + 1));
            case 'B' -> statement(named.getOrDefault(until(body, end + 1), ""));
            default -> {
                // Nothing that begins or ends a statement.
            }
        }
    }

    private static String until(String body, int from) {
        int end = body.indexOf('\0', from);
        return body.substring(from, end < 0 ? body.length() : end);
    }

    private void statement(String text) {
        if (text.equals("COMMIT")) {
            committing = EnumSet.copyOf(inTransaction.isEmpty() ? none() : inTransaction);
            pass &= all(inTransaction, Mark.When.COMMIT);
            inTransaction.clear();
        } else if (text.startsWith("BEGIN") || text.equals("ROLLBACK")) {
            inTransaction.clear();
        } else {
            statements.stream().filter(mark -> mark.in(text)).forEach(inTransaction::add);
        }
    }

    private static Set<Mark> none() {
        return EnumSet.noneOf(Mark.class);
    }

    private boolean all(Set<Mark> marks, Mark.When when) {
        boolean passes = true;
        for (Mark mark : marks) {
            passes &= mark.when() != when || seen.test(mark);
        }
        return passes;
    }
}
