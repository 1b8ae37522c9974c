package io.carillon.worker;

import io.carillon.activities.dispatch.Dispatcher;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.RelayLoop;
import io.carillon.activities.ledger.LedgerLoop;
import io.carillon.activities.ledger.LedgerNights;
import io.carillon.activities.temporal.TemporalSettings;
import io.temporal.client.WorkflowClient;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the process: workers that start when Temporal is there, and say so. */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
    @Bean
    Provisioning provisioning(WorkflowClient client) {
        return new Provisioning(client);
    }

    @Bean
    WorkerProcess workerProcess(
            WorkflowClient client,
            Provisioning provisioning,
            Workers workers,
            Dispatcher dispatcher,
            TemporalSettings settings) {
        return new WorkerProcess(
                client, provisioning, workers, dispatcher::handOver, settings.address());
    }

    @Bean(destroyMethod = "close")
    RelayLoop relayLoop(EventRelay relay) {
        return new RelayLoop(relay).start();
    }

    @Bean(destroyMethod = "close")
    LedgerLoop ledgerLoop(LedgerNights nights) {
        return new LedgerLoop(nights).start();
    }

    @Bean
    HealthIndicator workersHealthIndicator(WorkerProcess process) {
        return () -> {
            String missing = process.missing();
            return missing.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetail("missing", missing).build();
        };
    }
}
