package io.carillon.dev.wire;

/**
 * Sees one connection's bytes before they are passed on, each direction in order. While it does not
 * return, they wait.
 */
public interface Tap {
    Tap NOTHING =
            new Tap() {
                @Override
                public boolean asked(byte[] bytes, int length) {
                    return true;
                }

                @Override
                public boolean answered(byte[] bytes, int length) {
                    return true;
                }
            };

    /**
     * From the caller.
     *
     * @return false: they are not passed on, and the connection ends
     */
    boolean asked(byte[] bytes, int length);

    /** From the caller, and on no account passed on. */
    default void lost(byte[] bytes, int length) {}

    /** To the caller; as {@link #asked}. */
    boolean answered(byte[] bytes, int length);
}
