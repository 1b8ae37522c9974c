package io.carillon.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import java.time.Duration;

/** What is asked of Temporal; chaos runs know continue-as-new by its bytes on the wire. */
class PlainMessagesTest {
    @Test
    void areNotPacked() {
        WorkflowServiceStubs stubs =
                new TemporalConfiguration()
                        .temporalStubs(
                                new TemporalSettings(
                                        "127.0.0.1:9", "default", Duration.ofSeconds(1)),
                                new StaticListableBeanFactory()
                                        .getBeanProvider(MeterRegistry.class));
        try {
            assertThat(stubs.getOptions().getGrpcCompression()).isEqualTo(GrpcCompression.NONE);
        } finally {
            stubs.shutdownNow();
        }
    }
}
