package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Dice;
import io.carillon.dev.standin.Faults;
import io.carillon.dev.standin.HttpWeb;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.RunningTime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The stand-in as a server on 127.0.0.1, in this process or one of its own. */
public final class TwilioServer implements AutoCloseable {
    /** "Connect timeout (ct)" of the connection overrides. */
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
    TwilioServer(
            int port,
            Path logFile,
            double speed,
            long seed,
            Credentials credentials,
            Account account)
            throws IOException {
        time = new RunningTime(speed, threads);
        log = new DialLog(logFile);
        Dice dice = new Dice(Faults.none(seed));
        TwilioCarrier carrier =
                new TwilioCarrier(time, web, threads, Thread::sleep, credentials, account, dice);
        TwilioRoutes routes = new TwilioRoutes(carrier, log, TwilioKnobs.of(carrier, time));
        server = new LocalServer(port, routes, threads);
        carrier.reachedAt(server.url());
    }

    public TwilioServer start() {
        time.start();
        server.start();
        return this;
    }

    /** {@code http://127.0.0.1:port}. */
    public String url() {
        return server.url();
    }

    /** Ends every call without a word: unlike Twilio's, they do not outlive it. */
    @Override
    public void close() throws IOException {
        server.close();
        time.close();
        threads.shutdownNow();
        web.close();
        log.close();
    }
}
