package io.carillon.activities.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;

import io.carillon.workflows.WorkflowData;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/**
 * Builds the client without connecting: API and worker boot, and say so in their readiness, while
 * Temporal is down.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalSettings.class)
class TemporalConfiguration {
    /** The SDK collects its metrics and hands them over this often. */
    private static final com.uber.m3.util.Duration REPORT_EVERY =
            com.uber.m3.util.Duration.ofSeconds(10);

    // A connection that is lost in silence is known to be after both: polls would wait a minute.
    // The server allows a ping every 10 s (frontend.keepAliveMinTime).
    private static final Duration PING_EVERY = Duration.ofSeconds(11);
    private static final Duration PING_ANSWER = Duration.ofSeconds(4);

    /** The SDK's own. */
    private static final Duration LONGEST_GREETING = Duration.ofSeconds(5);

    @Bean(destroyMethod = "shutdownNow")
    WorkflowServiceStubs temporalStubs(
            TemporalSettings settings, ObjectProvider<MeterRegistry> meters) {
        RpcRetryOptions retries =
                RpcRetryOptions.newBuilder().setExpiration(settings.patience()).build();
        var options =
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(settings.address())
                        .setSystemInfoTimeout(greeting(settings.patience()))
                        .setRpcRetryOptions(retries)
                        .setEnableKeepAlive(true)
                        .setKeepAliveTime(PING_EVERY)
                        .setKeepAliveTimeout(PING_ANSWER)
                        .setKeepAlivePermitWithoutStream(true)
                        // The server is near: to pack messages of some hundred bytes costs both
                        // sides more than to send them, and what leaves can be read.
                        .setGrpcCompression(GrpcCompression.NONE);
        meters.ifAvailable(registry -> options.setMetricsScope(scope(registry)));
        return WorkflowServiceStubs.newServiceStubs(options.build());
    }

    @Bean
    WorkflowClient workflowClient(WorkflowServiceStubs stubs, TemporalSettings settings) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(settings.namespace())
                        .setDataConverter(WorkflowData.converter())
                        .build());
    }

    @Bean
    WorkflowStarter workflowStarter(WorkflowClient client) {
        return new TemporalWorkflows(client);
    }

    /** The first request to a server asks what it can do; that is not to take longer than ours. */
    private static Duration greeting(Duration patience) {
        return patience.compareTo(LONGEST_GREETING) < 0 ? patience : LONGEST_GREETING;
    }

    private static Scope scope(MeterRegistry registry) {
        return new RootScopeBuilder()
                .reporter(new RememberedTimers(registry))
                .reportEvery(REPORT_EVERY);
    }
}
