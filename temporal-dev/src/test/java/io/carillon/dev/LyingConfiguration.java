package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.LyingDatabase;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.testing.Lie;
import io.carillon.activities.testing.Lies;
import io.carillon.activities.webhook.GuardedHttp;
import io.carillon.activities.webhook.ImpatientHttp;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What makes a process' database and Temporal client lie, while the file {@link #LYING} exists.
 * Given to the processes of `up` as a further source of the application.
 */
@Configuration(proxyBeanMethods = false)
class LyingConfiguration {
    static final String SEED = "CARILLON_TEST_LIES_SEED";
    static final String LYING = "CARILLON_TEST_LIES_FILE";

    /**
     * For a carrier's and a receiver's answer, instead of 10 s and 15 s: what is waited for in vain
     * is a tenth of all requests.
     */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** With the labels {@code port} and {@code lie}. */
    static final String METRIC = "carillon.test.lies";

    private static final Lies DATABASE = lies(1);
    private static final Lies TEMPORAL = lies(2);

    private static Lies lies(int port) {
        Map<String, String> environment = System.getenv();
        long seed = Long.parseLong(environment.getOrDefault(SEED, "0"));
        Path file = Path.of(environment.getOrDefault(LYING, "/nonexistent"));
        return new Lies(seed + port, () -> Files.exists(file));
    }

    @Bean
    static BeanPostProcessor lyingPorts(ObjectProvider<Database> database) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return switch (bean) {
                    case Transactions honest -> LyingDatabase.over(database.getObject(), DATABASE);
                    case WorkflowServiceStubs honest -> lying(honest);
                    case GuardedHttp patient -> impatient(patient);
                    default -> bean;
                };
            }
        };
    }

    private static GuardedHttp impatient(GuardedHttp patient) {
        patient.close();
        return ImpatientHttp.local(PATIENCE);
    }

    private static WorkflowServiceStubs lying(WorkflowServiceStubs honest) {
        WorkflowServiceStubsOptions options = honest.getOptions();
        honest.shutdownNow();
        return WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder(options)
                        .setChannel(null)
                        .setGrpcClientInterceptors(List.of(new LyingTemporal(TEMPORAL)))
                        .build());
    }

    @Bean
    LieMeters lieMeters(MeterRegistry registry) {
        return new LieMeters(registry);
    }

    static final class LieMeters {
        LieMeters(MeterRegistry registry) {
            count(registry, "database", DATABASE);
            count(registry, "temporal", TEMPORAL);
        }

        private static void count(MeterRegistry registry, String port, Lies lies) {
            for (Lie lie : Lie.values()) {
                FunctionCounter.builder(
                                METRIC,
                                lies,
                                all -> Objects.requireNonNullElse(all.drawn().get(lie), 0L))
                        .tag("port", port)
                        .tag("lie", lie.name())
                        .register(registry);
            }
        }
    }
}
