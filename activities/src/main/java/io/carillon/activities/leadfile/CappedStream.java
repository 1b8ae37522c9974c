package io.carillon.activities.leadfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to go on behind so many bytes. */
final class CappedStream extends FilterInputStream {
    private final long bytesMax;
    private long bytes;

    CappedStream(InputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int more) {
        bytes += more;
        if (bytes > bytesMax) {
            throw new LeadFileRefused(
                    "FILE_TOO_LARGE", "more than " + bytesMax + " bytes when unpacked");
        }
    }
}
