package io.carillon.activities.carrier.simulator;

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
 * waits for it, and all who wait together share one fsync.
 */
final class DurableLines implements Closeable {
    /** Lines nobody waits for are written this late at most; losing them loses nothing but time. */
    private static final long LAZY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private record Line(FileChannel file, byte[] bytes) {}

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
    private IOException failure = new IOException("closed");
    private final Thread writer = Thread.ofPlatform().name("simulator-lines").unstarted(this::run);

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
                    throw new UncheckedIOException("writing the simulated carrier's log", failure);
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
        } catch (IOException e) {
            failure = e;
        } finally {
            lock.lock();
            dead = true;
            synced.signalAll();
            lock.unlock();
        }
    }

    private boolean write() throws IOException, InterruptedException {
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
        writeAll(batch);
        if (force) {
            for (FileChannel file : files) {
                file.force(false);
            }
            lock.lock();
            durable = last;
            synced.signalAll();
            lock.unlock();
        }
        return true;
    }

    private static void writeAll(List<Line> batch) throws IOException {
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
                file.write(buffer);
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
