package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stretch of a stream that can be looked at again: from the mark up to 1 MiB ahead. Positions
 * stay valid until the mark is moved.
 */
final class ByteWindow {
    static final int END = -1;

    /** Further from the mark than the window reaches. */
    static final int TOO_FAR = -2;

    private static final int REACH = 1024 * 1024;
    private static final int READ_BYTES = 64 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[4 * READ_BYTES];
    private int mark;
    private int filled;
    private boolean ended;
    private long offset;

    /**
     * @param offset of the stream's beginning in the text
     */
    ByteWindow(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    int mark() {
        return mark;
    }

    /** The mark's place in the text, in bytes. */
    long offset() {
        return offset;
    }

    /** How far the text was taken from the stream, in bytes. */
    long taken() {
        return offset + filled - mark;
    }

    /** The byte at a position (0 to 255), {@link #END} or {@link #TOO_FAR}. */
    int at(int position) throws IOException {
        if (position < filled) {
            return bytes[position] & 0xFF;
        }
        if (position - mark >= REACH) {
            return TOO_FAR;
        }
        while (!ended && position >= filled) {
            fill();
        }
        return position < filled ? bytes[position] & 0xFF : END;
    }

    /** The first line end or delimiter from the position on, or where the window or text ends. */
    int endOfBareCell(int position, char delimiter) throws IOException {
        int end = position;
        while (true) {
            while (end < filled) {
                byte next = bytes[end];
                if (next == delimiter || next == '\n' || next == '\r') {
                    return end;
                }
                end++;
            }
            if (at(end) < 0) {
                return end;
            }
        }
    }

    /** Forgets what lies before the position and counts positions anew from the mark. */
    void moveMarkTo(int position) {
        offset += position - mark;
        mark = position;
        if (mark > bytes.length / 2) {
            System.arraycopy(bytes, mark, bytes, 0, filled - mark);
            filled -= mark;
            mark = 0;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    private void fill() throws IOException {
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        int read = in.read(bytes, filled, Math.min(READ_BYTES, bytes.length - filled));
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }
}
