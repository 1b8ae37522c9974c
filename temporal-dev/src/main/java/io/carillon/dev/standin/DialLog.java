package io.carillon.dev.standin;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The truth of which phones rang: one JSON line for each dial request, on the disk before the
 * request is answered. It only grows, over restarts too. Requests that wait together share one
 * fsync.
 */
public final class DialLog implements Closeable {
    /**
     * One dial request.
     *
     * @param reference the caller's own name of the call; empty when it gave none
     * @param rang false when the request was turned away or no network reaches the number; an
     *     engaged line rang
     */
    public record Line(Instant at, String to, String from, String reference, boolean rang) {}

    private final FileChannel file;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock forcing = new ReentrantLock();
    private long end;
    private volatile long durable;

    /**
     * @param path made when missing; a last line that was cut short, which nobody was promised, is
     *     taken off
     */
    public DialLog(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        end = file.size();
        while (end > 0 && !newLineBefore(end)) {
            end--;
        }
        file.truncate(end).position(end);
        durable = end;
    }

    private boolean newLineBefore(long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, position - 1);
        return one.get(0) == '\n';
    }

    /**
     * Returns once the line is on the disk.
     *
     * @throws UncheckedIOException when it is not; the request must then be turned away
     */
    public void write(Line line) {
        byte[] json = Json.bytes(line);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        try {
            force(append(ended));
        } catch (IOException e) {
            throw new UncheckedIOException("writing the log of dial requests", e);
        }
    }

    private long append(byte[] bytes) throws IOException {
        writing.lock();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            end += bytes.length;
            return end;
        } catch (IOException full) {
            file.truncate(end).position(end);
            throw full;
        } finally {
            writing.unlock();
        }
    }

    private void force(long needed) throws IOException {
        forcing.lock();
        try {
            if (durable < needed) {
                long reached = ended();
                file.force(false);
                durable = reached;
            }
        } finally {
            forcing.unlock();
        }
    }

    private long ended() {
        writing.lock();
        try {
            return end;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
