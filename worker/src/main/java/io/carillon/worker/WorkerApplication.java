package io.carillon.worker;

import io.carillon.activities.process.Standstill;
import io.carillon.activities.process.VirtualThreads;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.Map;

/** The worker process: runs workflows and activities. Any number of them share the work. */
@SpringBootApplication(scanBasePackages = {"io.carillon.worker", "io.carillon.activities"})
public class WorkerApplication {
    /** The worker's health and metrics are this far above CARILLON_PORT. */
    private static final int PORT_OFFSET = 3;

    private static final String API_PORT = "8080";

    public static void main(String[] arguments) {
        SpringApplication application = application();
        Standstill.watch();
        application.run(arguments);
    }

    /**
     * The application with its own configuration file, so that API and worker can share a class
     * path.
     */
    public static SpringApplication application() {
        VirtualThreads.prepare();
        var application = new SpringApplication(WorkerApplication.class);
        int port = Integer.parseInt(System.getenv().getOrDefault("CARILLON_PORT", API_PORT));
        application.setDefaultProperties(
                Map.of("spring.config.name", "worker", "server.port", port + PORT_OFFSET));
        return application;
    }
}
