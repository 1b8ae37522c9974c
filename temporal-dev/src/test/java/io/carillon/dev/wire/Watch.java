package io.carillon.dev.wire;

/** Who looks at what passes a {@link Proxy}. */
@FunctionalInterface
public interface Watch {
    Watch NOTHING = proxy -> Tap.NOTHING;

    /** A new connection; what it carries goes to the tap. */
    Tap open(Proxy proxy);
}
