package io.carillon.dev.standin.ilyost;

import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.HttpWeb;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.RunningTime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The stand-in as a server on 127.0.0.1, in this process or one of its own. */
public final class IlyostServer implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpWeb web = new HttpWeb(CONNECT_TIMEOUT);
    private final RunningTime time;
    private final DialLog log;
    private final LocalServer server;

    /**
     * Takes the port and opens the log; nothing is answered before {@link #start}.
     *
     * @param port 0: a free one
     */
    IlyostServer(int port, Path logFile, double speed, long seed, String apiKey, Account account)
            throws IOException {
        time = new RunningTime(speed, threads);
        log = new DialLog(logFile);
        var carrier =
                new IlyostCarrier(
                        time,
                        web,
                        threads,
                        Thread::sleep,
                        apiKey,
                        account,
                        new Dice(Faults.none(seed)));
        var limiter = new Limiter();
        server =
                new LocalServer(
                        port,
                        new IlyostRoutes(
                                carrier,
                                log,
                                limiter,
                                IlyostKnobs.of(carrier, limiter, time),
                                CompletableFuture::join),
                        threads);
    }

    public IlyostServer start() {
        time.start();
        server.start();
        return this;
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return server.url();
    }

    /** Ends every call without a word; so does a restart of the server it stands for. */
    @Override
    public void close() throws IOException {
        server.close();
        time.close();
        threads.shutdownNow();
        web.close();
        log.close();
    }
}
