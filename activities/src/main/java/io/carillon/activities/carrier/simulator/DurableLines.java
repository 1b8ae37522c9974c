package io.carillon.activities.carrier.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files that only grow. Lines are written in the order they are given; who must be sure of one
 * waits for it, and all who wait together share one fsync. While the disk takes nothing, lines wait
 * and are tried again: none is lost while the process lives, and {@link #stuck} says so.
 */
final class DurableLines implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableLines.class);

    /** Lines nobody waits for are written this late at most; losing them loses nothing but time. */
    private static final long LAZY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** A full disk has room again when somebody makes some. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private record Line(FileChannel file, byte[] bytes) {}

    /** What takes the bytes; a test has a full one. */
    interface Disk {
        Disk REAL = FileChannel::write;

        int write(FileChannel file, ByteBuffer bytes) throws IOException;
    }

    private final Disk disk;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition synced = lock.newCondition();
    private final List<FileChannel> files = new ArrayList<>();
    private List<Line> waiting = new ArrayList<>();
    private long given;
    private long wanted;
    private long durable;
    private boolean closed;
    private boolean dead;
    private volatile boolean stuck;
    private final Thread writer = Thread.ofPlatform().name("simulator-lines").unstarted(this::run);

    DurableLines() {
        this(Disk.REAL);
    }

    DurableLines(Disk disk) {
        this.disk = disk;
    }

    /** A last line that was cut short, which nobody was promised, is taken off. */
    FileChannel open(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        long end = file.size();
        while (end > 0 && !newLineBefore(file, end)) {
            end--;
        }
        file.truncate(end).position(end);
        files.add(file);
        return file;
    }

    private static boolean newLineBefore(FileChannel file, long end) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        file.read(one, end - 1);
        return one.get(0) == '\n';
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** The disk took nothing when it was last asked; whoever waits for a line waits longer. */
    boolean stuck() {
        return stuck;
    }

    /** Gives the line's number, to wait for. */
    long append(FileChannel file, byte[] json) {
        lock.lock();
        try {
            return add(new Line(file, ended(json)));
        } finally {
            lock.unlock();
        }
    }

    /** Two lines that are written together, the first first. */
    long append(FileChannel file, byte[] json, FileChannel other, byte[] otherJson) {
        lock.lock();
        try {
            add(new Line(file, ended(json)));
            return add(new Line(other, ended(otherJson)));
        } finally {
            lock.unlock();
        }
    }

    private long add(Line line) {
        waiting.add(line);
        if (waiting.size() == 1) {
            work.signal();
        }
        return ++given;
    }

    private static byte[] ended(byte[] json) {
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /** Returns once that line, and all before it, are on the disk. */
    void await(long line) {
        lock.lock();
        try {
            if (wanted < line) {
                wanted = line;
                work.signal();
            }
            while (durable < line) {
                if (dead) {
                    throw new UncheckedIOException(
                            "writing the simulated carrier's log", new IOException("closed"));
                }
                synced.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (write()) {
                // Until closed and nothing is left.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.lock();
            dead = true;
            synced.signalAll();
            lock.unlock();
        }
    }

    private boolean write() throws InterruptedException {
        List<Line> batch;
        long last;
        boolean force;
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && wanted <= durable) {
                if (closed) {
                    return false;
                }
                work.await();
            }
            if (wanted <= durable && !closed) {
                work.awaitNanos(LAZY_NANOS);
            }
            batch = waiting;
            waiting = new ArrayList<>();
            last = given;
            force = wanted > durable;
        } finally {
            lock.unlock();
        }
        if (!insist(batch, force)) {
            return false;
        }
        if (force) {
            lock.lock();
            durable = last;
            synced.signalAll();
            lock.unlock();
        }
        return true;
    }

    /** False: closed before there was room. */
    private boolean insist(List<Line> batch, boolean force) throws InterruptedException {
        while (true) {
            List<Long> ends = new ArrayList<>();
            try {
                for (FileChannel file : files) {
                    ends.add(file.position());
                }
                writeAll(batch);
                for (FileChannel file : files) {
                    if (force) {
                        file.force(false);
                    }
                }
                stuck = false;
                return true;
            } catch (IOException full) {
                if (!stuck) {
                    LOG.atError().setCause(full).log("simulator.log.stuck");
                }
                stuck = true;
                takeOff(ends);
            }
            if (isClosed()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(AGAIN_NANOS);
        }
    }

    /** What was written of a batch that could not be written whole. */
    private void takeOff(List<Long> ends) {
        for (int i = 0; i < ends.size(); i++) {
            try {
                files.get(i).truncate(ends.get(i)).position(ends.get(i));
            } catch (IOException e) {
                LOG.atError().setCause(e).log("simulator.log.not_truncated");
            }
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void writeAll(List<Line> batch) throws IOException {
        int i = 0;
        while (i < batch.size()) {
            FileChannel file = batch.get(i).file();
            int end = i;
            int size = 0;
            while (end < batch.size() && batch.get(end).file().equals(file)) {
                size += batch.get(end).bytes().length;
                end++;
            }
            ByteBuffer buffer = ByteBuffer.allocate(size);
            for (; i < end; i++) {
                buffer.put(batch.get(i).bytes());
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                disk.write(file, buffer);
            }
        }
    }

    /** Writes what was given, then closes the files. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            wanted = given;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (FileChannel file : files) {
            file.close();
        }
    }
}
