package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), all of its members. The JDK's stream is not used: it looks for a further
 * member only where {@code available()} promises one, and takes a damaged one for the end; either
 * loses people without a word. Zero bytes behind the last member are padding.
 */
final class Gunzip extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    // Deflate reaches 1,032 to 1; a table of people stays below 20, with a hundred empty columns
    // below 100. What is beyond this at this size was made to fill a disk.
    private static final int RATIO_MAX = 400;
    private static final long RATIO_FROM_BYTES = 16L * 1024 * 1024;

    private final InputStream in;
    private final byte[] packed = new byte[64 * 1024];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int from;
    private int filled;
    private long bytesIn;
    private long bytesOut;
    private boolean inMember;
    private boolean ended;
    private boolean tooDense;
    private @Nullable IOException damage;

    Gunzip(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (damage != null) {
            throw damage;
        }
        try {
            return unpack(into, offset, length);
        } catch (ZipException | EOFException shown) {
            damage = shown; // Said again to whoever reads on.
            throw shown;
        }
    }

    private int unpack(byte[] into, int offset, int length) throws IOException {
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int read = inflate(into, offset, length);
            if (read > 0) {
                crc.update(into, offset, read);
                return counted(read);
            }
        }
        return -1;
    }

    private int counted(int read) {
        bytesOut += read;
        tooDense |= bytesOut > RATIO_FROM_BYTES && bytesOut / RATIO_MAX > bytesIn;
        if (tooDense) {
            throw new LeadFileRefused(
                    "FILE_TOO_LARGE", "unpacks to more than " + RATIO_MAX + " times its size");
        }
        return read;
    }

    /** At least one byte; 0 at the end of a member, whose trailer is checked. */
    private int inflate(byte[] into, int offset, int length) throws IOException {
        try {
            while (true) {
                int read = inflater.inflate(into, offset, length);
                if (read > 0) {
                    return read;
                }
                if (inflater.finished()) {
                    endMember();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("a dictionary is asked for");
                }
                giveMore();
            }
        } catch (DataFormatException broken) {
            throw new ZipException(broken.getMessage());
        }
    }

    private void giveMore() throws IOException {
        if (from == filled && !fill()) {
            throw cutOff();
        }
        inflater.setInput(packed, from, filled - from);
        from = filled;
    }

    private void endMember() throws IOException {
        from = filled - inflater.getRemaining();
        long length = inflater.getBytesWritten() & 0xFFFF_FFFFL;
        if (littleEndian() != crc.getValue() || littleEndian() != length) {
            throw new ZipException("checksum");
        }
        inMember = false;
    }

    private long littleEndian() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) must() << shift;
        }
        return value;
    }

    /** False at the end of the file. */
    private boolean beginMember() throws IOException {
        int first = next();
        while (first == 0 && inflater.finished()) {
            first = next();
        }
        if (first < 0) {
            return false;
        }
        if (first != 0x1F || must() != 0x8B || must() != 8) {
            throw new ZipException("no gzip member");
        }
        passHeader();
        inflater.reset();
        crc.reset();
        inMember = true;
        return true;
    }

    private void passHeader() throws IOException {
        int flags = must();
        pass(6); // time, extra flags, operating system
        if ((flags & EXTRA) != 0) {
            pass(must() | must() << 8);
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CRC) != 0) {
            pass(2);
        }
    }

    private void pass(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            must();
        }
    }

    private void passText() throws IOException {
        while (must() != 0) {}
    }

    private int must() throws IOException {
        int next = next();
        if (next < 0) {
            throw cutOff();
        }
        return next;
    }

    private static EOFException cutOff() {
        return new EOFException("the gzip file is cut off");
    }

    private int next() throws IOException {
        return from < filled || fill() ? packed[from++] & 0xFF : -1;
    }

    /** How many bytes of the file hold what was unpacked so far. */
    long bytesUnpacked() {
        return bytesIn - (filled - from) - (inMember ? inflater.getRemaining() : 0);
    }

    private boolean fill() throws IOException {
        int read = in.read(packed, 0, packed.length);
        from = 0;
        filled = Math.max(read, 0);
        bytesIn += filled;
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
