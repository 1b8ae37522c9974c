package io.carillon.activities.carrier.simulator;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The simulated carrier as a server on 127.0.0.1, or on CARILLON_SIMULATOR_BIND_ADDRESS. It needs
 * nothing of the application: it can run in the same process or in one that outlives it. Everything
 * it promised is on the disk under its home; started again there, its calls go on where they
 * stopped.
 */
public final class SimulatorServer implements AutoCloseable {
    /** Requests that wait while the machine is busy, for a burst of a thousand calls. */
    private static final int BACKLOG = 1024;

    static {
        // Without it every small answer waits for the other side's delayed acknowledgement, 40 ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        // Connections kept for the next request; the default of 200 closes those of a busy worker.
        if (System.getProperty("sun.net.httpserver.maxIdleConnections") == null) {
            System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        }
    }

    private final SimulatedCarrier carrier;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Takes the port and reads the journal; nothing is answered before {@link #start}.
     *
     * @throws UncheckedIOException when the port is taken or the home cannot be written
     */
    public SimulatorServer(SimulatorOptions options) {
        this(options, DurableLines.Disk.REAL);
    }

    SimulatorServer(SimulatorOptions options, DurableLines.Disk disk) {
        try {
            // The port first: a home whose carrier already runs is not touched.
            http = HttpServer.create(address(options.port()), BACKLOG);
            carrier = carrier(options, disk);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "starting the simulated carrier on port " + options.port(), e);
        }
        http.setExecutor(threads);
        http.createContext("/", new SimulatorRoutes(carrier));
    }

    /** This machine only, unless the process is a container, whose network decides. */
    private static InetSocketAddress address(int port) throws IOException {
        String bound = System.getenv().getOrDefault("CARILLON_SIMULATOR_BIND_ADDRESS", "127.0.0.1");
        return new InetSocketAddress(InetAddress.getByName(bound), port);
    }

    private SimulatedCarrier carrier(SimulatorOptions options, DurableLines.Disk disk)
            throws IOException {
        try {
            return new SimulatedCarrier(options, disk);
        } catch (IOException | RuntimeException e) {
            http.stop(0);
            throw e;
        }
    }

    public SimulatorServer start() {
        http.start();
        return this;
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public void misbehave(Misbehaviour how) {
        carrier.misbehave(how);
    }

    /** Holds for calls placed from now on. */
    public void personas(Personas table) {
        carrier.personas(table);
    }

    public void speed(double times) {
        carrier.speed(times);
    }

    /** Stops as a crash would, but for lines nobody was promised: calls stand still. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        try {
            carrier.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the simulated carrier", e);
        }
    }
}
