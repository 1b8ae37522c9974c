package io.carillon.activities.database;

import java.util.function.Supplier;

/**
 * Ends a transaction that asked for slow work, see {@link Transactions#ahead}. Nobody catches it
 * but the outermost {@link Transactions}; who must turn exceptions into something else throws it
 * again.
 */
public final class WorkAhead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Supplier<?> work;

    WorkAhead(String name, Supplier<?> work) {
        super("not yet done: " + name, null, false, false);
        this.name = name;
        this.work = work;
    }

    String name() {
        return name;
    }

    /** Its failure is not ours: it belongs to whoever asks for the result. */
    Supplier<?> done() {
        try {
            Object result = work.get();
            return () -> result;
        } catch (RuntimeException failed) {
            return () -> {
                throw failed;
            };
        }
    }
}
