package io.carillon.activities.leadfile;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** A stream whose beginning was read already, whole again. */
final class HeadStream extends SequenceInputStream {
    HeadStream(byte[] head, InputStream rest) {
        super(new ByteArrayInputStream(head), rest);
    }

    /**
     * Up to that many bytes; fewer when the stream ends, or is cut off as a file's beginning is.
     */
    static byte[] readHead(InputStream in, int bytes) throws IOException {
        byte[] head = new byte[bytes];
        int filled = 0;
        try {
            while (filled < bytes) {
                int read = in.read(head, filled, bytes - filled);
                if (read < 0) {
                    break;
                }
                filled += read;
            }
        } catch (EOFException cutOff) {
            // The rest of a whole file will say so again when it is read.
        }
        return Arrays.copyOf(head, filled);
    }
}
