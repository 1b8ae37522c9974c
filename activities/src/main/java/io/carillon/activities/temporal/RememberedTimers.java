package io.carillon.activities.temporal;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.StatsReporter;
import com.uber.m3.util.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's reporter, which looks each timer up by all of its tags whenever something was timed,
 * with the timers remembered: a call is timed some fifty times.
 */
final class RememberedTimers implements StatsReporter {
    private record Key(String name, Map<String, String> tags) {}

    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final StatsReporter reporter;
    private final MeterRegistry registry;

    RememberedTimers(MeterRegistry registry) {
        this.reporter = new MicrometerClientStatsReporter(registry);
        this.registry = registry;
    }

    @Override
    public void reportTimer(String name, Map<String, String> tags, Duration interval) {
        var key = new Key(name, tags);
        Timer known = timers.get(key);
        if (known != null) {
            known.record(interval.getNanos(), TimeUnit.NANOSECONDS);
            return;
        }
        reporter.reportTimer(name, tags, interval);
        Timer made = find(name, tags);
        if (made != null) {
            timers.put(key, made);
        }
    }

    /** As the SDK's reporter made it: null when it has another name, or other tags, by now. */
    private @Nullable Timer find(String name, Map<String, String> tags) {
        List<Tag> exact =
                tags.entrySet().stream().map(tag -> Tag.of(tag.getKey(), tag.getValue())).toList();
        return registry.find(name).tags(exact).timers().stream()
                .filter(timer -> timer.getId().getTags().size() == exact.size())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void reportCounter(String name, Map<String, String> tags, long value) {
        reporter.reportCounter(name, tags, value);
    }

    @Override
    public void reportGauge(String name, Map<String, String> tags, double value) {
        reporter.reportGauge(name, tags, value);
    }

    @Override
    @SuppressWarnings("deprecation") // The interface still has it.
    public void reportHistogramValueSamples(
            String name,
            Map<String, String> tags,
            Buckets buckets,
            double lower,
            double upper,
            long samples) {
        reporter.reportHistogramValueSamples(name, tags, buckets, lower, upper, samples);
    }

    @Override
    @SuppressWarnings("deprecation")
    public void reportHistogramDurationSamples(
            String name,
            Map<String, String> tags,
            Buckets buckets,
            Duration lower,
            Duration upper,
            long samples) {
        reporter.reportHistogramDurationSamples(name, tags, buckets, lower, upper, samples);
    }

    @Override
    public Capabilities capabilities() {
        return reporter.capabilities();
    }

    @Override
    public void flush() {
        reporter.flush();
    }

    @Override
    public void close() {
        reporter.close();
    }
}
