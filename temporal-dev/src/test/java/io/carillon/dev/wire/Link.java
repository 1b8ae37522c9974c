package io.carillon.dev.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One connection through a {@link Proxy}: two directions, each a reader and a writer. */
final class Link {
    private static final int PACKET = 1 << 14;

    /** Packets under way in one direction: what a slow network holds. */
    private static final int UNDER_WAY = 256;

    private static final Packet END = new Packet(new byte[0], 0);

    private final Socket caller;
    private final Socket callee;
    private final Tap tap;
    private final Supplier<Duration> latency;
    private volatile boolean swallowing;

    /**
     * @param due by the monotonic clock
     */
    private record Packet(byte[] bytes, long due) {}

    private interface Look {
        boolean pass(byte[] bytes, int length);
    }

    Link(Socket caller, Socket callee, Tap tap, Supplier<Duration> latency) throws IOException {
        this.caller = caller;
        this.callee = callee;
        this.tap = tap;
        this.latency = latency;
        caller.setTcpNoDelay(true);
        callee.setTcpNoDelay(true);
    }

    /** Until both directions have ended. */
    void run() {
        Thread answers = Thread.ofVirtual().start(() -> pass(callee, caller, tap::answered));
        pass(caller, callee, tap::asked);
        try {
            answers.join();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        close(caller);
        close(callee);
    }

    /** What was not yet passed on is lost, and neither end is told. */
    void swallow() {
        swallowing = true;
    }

    void reset() {
        cut(caller);
        cut(callee);
    }

    private void pass(Socket in, Socket out, Look look) {
        BlockingQueue<Packet> underWay = new ArrayBlockingQueue<>(UNDER_WAY);
        Thread writer = Thread.ofVirtual().start(() -> write(underWay, out));
        try {
            read(in, underWay, look);
            underWay.put(END);
            writer.join();
        } catch (IOException broken) {
            // A process that died: the other end is to see it at once.
            reset();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }

    private void read(Socket in, BlockingQueue<Packet> underWay, Look look)
            throws IOException, InterruptedException {
        InputStream source = in.getInputStream();
        byte[] buffer = new byte[PACKET];
        for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
            if (swallowing) {
                if (in == caller) {
                    tap.lost(buffer, n);
                }
                continue;
            }
            if (!look.pass(buffer, n)) {
                throw new IOException("not passed on");
            }
            byte[] bytes = java.util.Arrays.copyOf(buffer, n);
            underWay.put(new Packet(bytes, System.nanoTime() + latency.get().toNanos()));
        }
    }

    private void write(BlockingQueue<Packet> underWay, Socket out) {
        try {
            OutputStream sink = out.getOutputStream();
            for (Packet next = underWay.take(); next != END; next = underWay.take()) {
                long wait = next.due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                if (!swallowing) {
                    sink.write(next.bytes);
                }
            }
            if (!swallowing) {
                out.shutdownOutput();
            }
        } catch (IOException gone) {
            reset();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** With a reset instead of a farewell. */
    static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is what was wanted.
        }
    }
}
