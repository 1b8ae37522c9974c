package io.carillon.dev;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports in a row that nobody uses, for one stack as long as they are held: builds that run side by
 * side, and stacks of one build, choose others. The system gives them back however the process
 * ends.
 */
final class FreePorts implements AutoCloseable {
    private static final int FIRST_BASE = 21_000;
    private static final int LAST_BASE = 29_000;

    /** One folder for all who choose: whose ports are locked is not even tried. */
    private static final Path LOCKS =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "carillon-ports-" + System.getProperty("user.name"));

    /**
     * By this process: to open and close a locked file again would give its lock back ({@link
     * java.nio.channels.FileLock}).
     */
    private static final Set<Integer> HELD = ConcurrentHashMap.newKeySet();

    private final int base;
    private final FileChannel lock;

    private FreePorts(int base, FileChannel lock) {
        this.base = base;
        this.lock = lock;
    }

    static FreePorts hold() throws IOException {
        Files.createDirectories(LOCKS);
        for (int base = FIRST_BASE; base < LAST_BASE; base += Ports.SPAN + 1) {
            if (HELD.add(base)) {
                FileChannel lock = FileChannel.open(LOCKS.resolve("" + base), CREATE, WRITE);
                if (lock.tryLock() != null && allFree(base)) {
                    return new FreePorts(base, lock);
                }
                lock.close();
                HELD.remove(base);
            }
        }
        throw new IOException("no free ports in a row from " + FIRST_BASE);
    }

    int base() {
        return base;
    }

    private static boolean allFree(int base) {
        for (int port = base; port <= base + Ports.SPAN; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!socket.isBound()) {
                    return false;
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        HELD.remove(base);
    }
}
