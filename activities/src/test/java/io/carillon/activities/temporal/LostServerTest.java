package io.carillon.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.serviceclient.WorkflowServiceStubs;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import java.time.Duration;

/** A connection to Temporal that is lost in silence. */
class LostServerTest {
    /** The least a server allows is 10 s: more pings and it closes the connection. */
    private static final Duration SERVER_ALLOWS = Duration.ofSeconds(10);

    @Test
    void isNoticedWithinAQuarterOfAMinute() {
        WorkflowServiceStubs stubs =
                new TemporalConfiguration()
                        .temporalStubs(
                                new TemporalSettings(
                                        "127.0.0.1:9", "default", Duration.ofSeconds(1)),
                                new StaticListableBeanFactory()
                                        .getBeanProvider(MeterRegistry.class));
        try {
            var options = stubs.getOptions();

            assertThat(options.getEnableKeepAlive()).isTrue();
            assertThat(options.getKeepAlivePermitWithoutStream()).isTrue();
            assertThat(options.getKeepAliveTime()).isGreaterThan(SERVER_ALLOWS);
            assertThat(options.getKeepAliveTime().plus(options.getKeepAliveTimeout()))
                    .isLessThanOrEqualTo(Duration.ofSeconds(15));
        } finally {
            stubs.shutdownNow();
        }
    }
}
