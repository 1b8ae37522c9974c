package io.carillon.activities.leadfile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Begins with the byte order mark. */
    static boolean isMarked(byte[] bytes) {
        return bytes.length > 2
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    static boolean isValid(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    /**
     * As {@link #isValid}, for the first bytes of a longer text: a cut character at the end is
     * fine.
     */
    static boolean isValidStart(byte[] bytes) {
        int end = bytes.length;
        // A character has at most four bytes: a lead byte among the last three, with nothing but
        // continuations behind it, may be cut off.
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int kind = bytes[bytes.length - back] & 0xC0;
            if (kind == 0xC0) {
                end = bytes.length - back;
            }
            if (kind != 0x80) {
                break;
            }
        }
        return isValid(bytes, 0, end);
    }
}
