package io.carillon.api;

import io.carillon.activities.process.Standstill;
import io.carillon.activities.process.VirtualThreads;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.Map;

/** The API process: lets people and carriers in. Any number of them share the work. */
@SpringBootApplication(scanBasePackages = {"io.carillon.api", "io.carillon.activities"})
public class ApiApplication {
    /** Health and metrics are this far above CARILLON_PORT. */
    private static final int MANAGEMENT_OFFSET = 1;

    private static final String PORT = "8080";

    public static void main(String[] arguments) {
        SpringApplication application = application();
        Standstill.watch();
        try {
            application.run(arguments);
        } catch (RuntimeException broken) {
            System.err.println(BootFailures.line(broken));
            System.exit(1);
        }
    }

    /**
     * The application with its own configuration file, so that API and worker can share a class
     * path.
     */
    public static SpringApplication application() {
        VirtualThreads.prepare();
        var application = new SpringApplication(ApiApplication.class);
        int port = Integer.parseInt(System.getenv().getOrDefault("CARILLON_PORT", PORT));
        application.setDefaultProperties(
                Map.of(
                        "spring.config.name",
                        "api",
                        "server.port",
                        port,
                        "management.server.port",
                        port + MANAGEMENT_OFFSET));
        return application;
    }
}
