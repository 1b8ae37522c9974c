package io.carillon.workflows.call;

/** Who answered, as the detector says. Wire form as {@link CallResult#wire()}. */
public enum AnsweredBy {
    HUMAN,
    MACHINE,
    FAX,
    UNKNOWN;

    public String wire() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static AnsweredBy ofWire(String wire) {
        return valueOf(wire.toUpperCase(java.util.Locale.ROOT));
    }
}
