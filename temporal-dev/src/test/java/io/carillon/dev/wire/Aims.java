package io.carillon.dev.wire;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Watches everything, remembers what it saw, and holds the moment that is aimed at. */
public final class Aims implements Watch {
    /** A {@link Mark} that was seen. */
    public record Seen(Mark mark, String from, String to, long nanos) {}

    private final AtomicReference<@Nullable Aim> armed = new AtomicReference<>();
    private final Map<Mark, Seen> last = new EnumMap<>(Mark.class);
    private final Set<String> requested = ConcurrentHashMap.newKeySet();
    private final Map<Mark, Long> counts = new EnumMap<>(Mark.class);

    @Override
    public Tap open(Proxy proxy) {
        return switch (proxy.to()) {
            case "postgresql" ->
                    proxy.from().equals("temporal")
                            ? Tap.NOTHING
                            : new PostgresTap(mark -> seen(mark, proxy), proxy.from());
            case "temporal" -> new RpcTap(mark -> seen(mark, proxy), proxy.from());
            default ->
                    new HttpTap(
                            mark -> seen(mark, proxy),
                            Mark.isCarrier(proxy.to()) ? requested::add : reference -> {},
                            proxy.from());
        };
    }

    /**
     * From now on the first such moment is held until the aim is {@link Aim#release released}.
     *
     * @param from of one of these
     */
    public Aim at(Mark mark, Predicate<String> from) {
        var aim = new Aim(mark, from);
        armed.set(aim);
        return aim;
    }

    public synchronized @Nullable Seen last(Mark mark) {
        return last.get(mark);
    }

    /** What the process said, or heard, last. */
    public synchronized @Nullable Seen lastOf(String process) {
        return last.values().stream()
                .filter(seen -> seen.from.equals(process) || seen.to.equals(process))
                .max((a, b) -> Long.compare(a.nanos, b.nanos))
                .orElse(null);
    }

    /** References of all calls that a request to the carrier named, also one that was lost. */
    public Set<String> requested() {
        return Set.copyOf(requested);
    }

    public synchronized long count(Mark mark) {
        return counts.getOrDefault(mark, 0L);
    }

    /** False: what carries it is not passed on. */
    private boolean seen(Mark mark, Proxy proxy) {
        var seen = new Seen(mark, proxy.from(), proxy.to(), System.nanoTime());
        synchronized (this) {
            last.put(mark, seen);
            counts.merge(mark, 1L, Long::sum);
        }
        Aim aim = armed.get();
        if (aim == null || !aim.means(mark, proxy.from()) || !armed.compareAndSet(aim, null)) {
            return true;
        }
        return aim.hold(seen);
    }
}
