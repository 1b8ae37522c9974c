package io.carillon.dev;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The way of a carrier's callbacks to us: of a hundred, three are dropped, three come twice, three
 * are overtaken by later ones, and one is kept for a day. The carrier is told that all arrived.
 * Those it waits for an answer to arrive.
 */
final class LyingCallbacks implements HttpPort.Manner {
    enum Way {
        DROPPED,
        DOUBLED,
        REORDERED,
        A_DAY_LATE
    }

    private static final Map<Way, Integer> PERCENT =
            Map.of(Way.DROPPED, 3, Way.DOUBLED, 3, Way.REORDERED, 3, Way.A_DAY_LATE, 1);

    private static final Duration OVERTAKEN_BY = Duration.ofMillis(1500);
    private static final HttpPort.Answered TAKEN =
            new HttpPort.Answered(204, new Headers(), new byte[0]);

    private final Random random;
    private final BooleanSupplier lying;
    private final Predicate<HttpPort.Asked> tells;
    private final Map<Way, Integer> met = new EnumMap<>(Way.class);
    private final ConcurrentLinkedQueue<HttpPort.Asked> kept = new ConcurrentLinkedQueue<>();

    /**
     * @param tells of a callback to whose answer the carrier only asks that there is one
     */
    LyingCallbacks(long seed, BooleanSupplier lying, Predicate<HttpPort.Asked> tells) {
        this.random = new Random(seed);
        this.lying = lying;
        this.tells = tells;
    }

    @Override
    public void take(HttpPort port, HttpPort.Asked asked, HttpExchange exchange)
            throws IOException, InterruptedException {
        Way way = lying.getAsBoolean() && tells.test(asked) ? drawn() : null;
        switch (way) {
            case null -> HttpPort.answer(exchange, port.send(asked));
            case DROPPED -> HttpPort.answer(exchange, TAKEN);
            case DOUBLED -> {
                port.send(asked);
                HttpPort.answer(exchange, port.send(asked));
            }
            case REORDERED -> {
                HttpPort.answer(exchange, TAKEN);
                Thread.sleep(OVERTAKEN_BY);
                insist(port, asked);
            }
            case A_DAY_LATE -> {
                kept.add(asked);
                HttpPort.answer(exchange, TAKEN);
            }
        }
    }

    private synchronized @Nullable Way drawn() {
        int left = random.nextInt(100);
        for (Way way : Way.values()) {
            left -= PERCENT.getOrDefault(way, 0);
            if (left < 0) {
                met.merge(way, 1, Integer::sum);
                return way;
            }
        }
        return null;
    }

    synchronized Map<Way, Integer> met() {
        return Map.copyOf(met);
    }

    /** Delivers what was kept, as a carrier would: again until it is taken. How many there were. */
    int deliverKept(HttpPort port) throws IOException, InterruptedException {
        List<HttpPort.Asked> late = new ArrayList<>(kept);
        for (HttpPort.Asked asked : late) {
            insist(port, asked);
        }
        return late.size();
    }

    private static void insist(HttpPort port, HttpPort.Asked asked)
            throws IOException, InterruptedException {
        for (int tries = 0; tries < 50; tries++) {
            if (port.send(asked).status() / 100 == 2) {
                return;
            }
            Thread.sleep(200);
        }
        throw new IOException("a callback is not taken: " + asked.path());
    }
}
