package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * UTF-16 read as UTF-8, so that the reader of records need know only one. Half a character becomes
 * U+FFFD and takes nothing of what follows with it (the JDK's decoder takes the next unit, be it a
 * line end); a byte left alone at the end is dropped.
 */
final class Utf16Stream extends InputStream {
    private final InputStream in;
    private final int highByte;
    private final byte[] units = new byte[16 * 1024];
    private final char[] characters = new char[units.length / 2];
    private int held;
    private byte[] bytes = new byte[0];
    private int position;

    Utf16Stream(InputStream in, Encoding encoding) {
        this.in = in;
        this.highByte = encoding == Encoding.UTF_16BE ? 0 : 1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (position == bytes.length) {
            if (!refill()) {
                return -1;
            }
        }
        int some = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, into, from, some);
        position += some;
        return some;
    }

    /** False when the end was reached before. */
    private boolean refill() throws IOException {
        int read = in.read(units, held, units.length - held);
        int filled = held + Math.max(read, 0);
        boolean ended = read < 0;
        int taken = 0;
        int count = 0;
        while (taken + 1 < filled) {
            char unit = unit(taken);
            boolean high = Character.isHighSurrogate(unit);
            if (high && taken + 3 >= filled && !ended) {
                break; // Its other half comes with the next bytes.
            }
            if (high && taken + 3 < filled && Character.isLowSurrogate(unit(taken + 2))) {
                characters[count++] = unit;
                taken += 2;
                unit = unit(taken);
            } else if (Character.isSurrogate(unit)) {
                unit = '\uFFFD';
            }
            characters[count++] = unit;
            taken += 2;
        }
        held = ended ? 0 : filled - taken;
        System.arraycopy(units, taken, units, 0, held);
        bytes = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
        position = 0;
        return count > 0 || !ended;
    }

    private char unit(int at) {
        return (char) ((units[at + highByte] & 0xFF) << 8 | (units[at + 1 - highByte] & 0xFF));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
