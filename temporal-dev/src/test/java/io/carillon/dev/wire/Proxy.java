package io.carillon.dev.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port in front of another: everything passes, until it is told to be a bad network. Whoever
 * waits for a connection sees what a lost process or a lost cable would show.
 */
public final class Proxy implements AutoCloseable {
    private final String from;
    private final String to;
    private final int target;
    private final Watch watch;
    private final ServerSocket server;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Duration latency = Duration.ZERO;
    private volatile boolean used;

    private Proxy(String from, String to, int target, Watch watch, ServerSocket server) {
        this.from = from;
        this.to = to;
        this.target = target;
        this.watch = watch;
        this.server = server;
    }

    /**
     * @param target where the process {@code to} listens on this machine
     * @param watch is shown what passes
     */
    public static Proxy between(String from, String to, int target, Watch watch)
            throws IOException {
        var server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        var proxy = new Proxy(from, to, target, watch, server);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    public int port() {
        return server.getLocalPort();
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    /** Somebody came this way once. */
    public boolean used() {
        return used;
    }

    /** There are connections now. */
    public boolean busy() {
        return !links.isEmpty();
    }

    /** Every packet of both directions from now on comes so much later; zero: as it is. */
    public void latency(Duration each) {
        latency = each;
    }

    /** Ends every connection with a reset at both ends; new ones pass. */
    public int reset() {
        int ended = links.size();
        links.forEach(Link::reset);
        return ended;
    }

    /** Every connection stays open and nothing comes through any more; new ones pass. */
    public int swallow() {
        int lost = links.size();
        links.forEach(Link::swallow);
        return lost;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        var callee = new Socket();
        try {
            callee.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
            var link = new Link(caller, callee, watch.open(this), () -> latency);
            links.add(link);
            used = true;
            link.run();
            links.remove(link);
        } catch (IOException refused) {
            Link.cut(caller);
            Link.cut(callee);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(Link::reset);
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
