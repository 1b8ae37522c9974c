package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** UTF-16 read as UTF-8, so that the reader of records need know only one. */
final class Utf16Stream extends InputStream {
    private final Reader reader;
    private final char[] characters = new char[8192];
    private int held;
    private byte[] bytes = new byte[0];
    private int position;

    Utf16Stream(InputStream in, Charset charset) {
        this.reader = new InputStreamReader(in, charset);
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

    /** Half of a surrogate pair at the end is held back for the next round. */
    private boolean refill() throws IOException {
        int read = reader.read(characters, held, characters.length - held);
        int filled = held + Math.max(read, 0);
        if (filled == 0) {
            return false;
        }
        held = read > 0 && Character.isHighSurrogate(characters[filled - 1]) ? 1 : 0;
        bytes = new String(characters, 0, filled - held).getBytes(StandardCharsets.UTF_8);
        position = 0;
        characters[0] = characters[filled - 1];
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
