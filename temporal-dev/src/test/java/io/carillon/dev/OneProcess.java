package io.carillon.dev;

import io.carillon.activities.carrier.simulator.SimulatorOptions;
import io.carillon.activities.carrier.simulator.SimulatorServer;
import io.carillon.api.ApiApplication;
import io.carillon.worker.WorkerApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * API, worker and a user's system in this process, and the simulated carrier wherever it is wanted,
 * on the servers the environment names.
 */
final class OneProcess implements AutoCloseable {
    private final Settings settings;
    private final Turnaround turnaround = new Turnaround();
    private final EventSink sink = new EventSink();
    private final ConfigurableApplicationContext apiContext;
    private final AutoCloseable simulator;
    private final ConfigurableApplicationContext workerContext;
    private final Api api;

    OneProcess(Settings settings, Carrier carrier) throws IOException, InterruptedException {
        this.settings = settings;
        apiContext =
                started(
                        ApiApplication.application(),
                        "--server.port=" + settings.ports().api(),
                        "--management.server.port=" + settings.ports().apiManagement());
        simulator = carrier.start(settings);
        workerContext =
                started(
                        WorkerApplication.application(),
                        "--server.port=" + settings.ports().worker());
        awaitWorkers();
        api = new Api(settings.api(), new FirstStart(settings).key());
        api.post(
                "/webhook-endpoints",
                Map.of("url", sink.url(), "events", List.of("*")),
                BenchCampaign.once());
    }

    /** Where the simulated carrier is. */
    interface Carrier {
        AutoCloseable start(Settings settings) throws IOException, InterruptedException;
    }

    /** Here. */
    static AutoCloseable carrierWithin(Settings settings) {
        return new SimulatorServer(
                        SimulatorOptions.at(settings.home().simulator())
                                .port(settings.ports().simulator())
                                .speed(Double.parseDouble(settings.speed())))
                .start();
    }

    private ConfigurableApplicationContext started(
            SpringApplication application, String... arguments) {
        application.addInitializers(
                context -> turnaround.watch((GenericApplicationContext) context));
        return application.run(arguments);
    }

    /** They make the namespace first. */
    private void awaitWorkers() throws InterruptedException {
        var probes = new Probes();
        String ready =
                "http://127.0.0.1:" + settings.ports().worker() + "/actuator/health/readiness";
        while (!probes.healthy(ready)) {
            Thread.sleep(200);
        }
    }

    Settings settings() {
        return settings;
    }

    Api api() {
        return api;
    }

    EventSink sink() {
        return sink;
    }

    Turnaround turnaround() {
        return turnaround;
    }

    <T> T bean(Class<T> type) {
        return workerContext.getBean(type);
    }

    @Override
    public void close() throws Exception {
        workerContext.close();
        apiContext.close();
        simulator.close();
        sink.close();
    }
}
