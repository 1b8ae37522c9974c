package io.carillon.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.util.Duration;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class RememberedTimersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final RememberedTimers timers = new RememberedTimers(registry);

    @Test
    void countsIntoTheMetersTheSdkWouldMake() {
        MeterRegistry sdks = new SimpleMeterRegistry();
        Map<String, String> tags = Map.of("operation", "StartWorkflowExecution", "namespace", "n");

        timers.reportTimer("temporal_request_latency", tags, Duration.ofMillis(5));
        new MicrometerClientStatsReporter(sdks)
                .reportTimer("temporal_request_latency", tags, Duration.ofMillis(5));

        assertThat(ids(registry)).isEqualTo(ids(sdks)).hasSize(1);
    }

    @Test
    void addsUpWhatIsTimedUnderOneNameAndTheSameTags() {
        Map<String, String> poll = Map.of("operation", "poll");

        timers.reportTimer("latency", poll, Duration.ofMillis(5));
        timers.reportTimer("latency", new HashMap<>(poll), Duration.ofMillis(7));
        timers.reportTimer("latency", poll, Duration.ofMillis(1));
        timers.reportTimer(
                "latency", Map.of("operation", "poll", "queue", "q"), Duration.ofMillis(100));
        timers.reportTimer("latency", Map.of(), Duration.ofMillis(900));

        assertThat(milliseconds("operation", "poll")).containsExactlyInAnyOrder(13.0, 100.0);
        assertThat(milliseconds("queue", "q")).containsExactly(100.0);
        assertThat(registry.getMeters()).hasSize(3);
    }

    private List<Double> milliseconds(String tag, String value) {
        return registry.find("latency").tag(tag, value).timers().stream()
                .map((Timer timer) -> timer.totalTime(TimeUnit.MILLISECONDS))
                .toList();
    }

    private static List<Meter.Id> ids(MeterRegistry registry) {
        return registry.getMeters().stream().map(Meter::getId).toList();
    }
}
