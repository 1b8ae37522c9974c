package io.carillon.activities.carrier.simulator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The simulated carrier as a process: {@code --port N --home DIR --speed X}. Left out, they follow
 * from CARILLON_PORT, CARILLON_HOME and CARILLON_SIMULATOR_SPEED.
 */
public final class SimulatorMain {
    private static final Logger log = LoggerFactory.getLogger(SimulatorMain.class);

    /** The simulated carrier's place among the ports of a home. */
    private static final int PORT_OFFSET = 12;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        SimulatorOptions options = options(arguments, System.getenv());
        SimulatorServer server = new SimulatorServer(options).start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        log.atInfo()
                .addKeyValue("url", server.url())
                .addKeyValue("home", options.home())
                .addKeyValue("speed", options.speed())
                .log("simulator.started");
    }

    static SimulatorOptions options(String[] arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        String home =
                environment.getOrDefault(
                        "CARILLON_HOME", System.getProperty("user.home") + "/.carillon");
        String port = environment.getOrDefault("CARILLON_PORT", "8080");
        String own = Integer.toString(Integer.parseInt(port) + PORT_OFFSET);
        return SimulatorOptions.at(Path.of(given.getOrDefault("--home", home + "/simulator")))
                .port(Integer.parseInt(given.getOrDefault("--port", own)))
                .speed(
                        Double.parseDouble(
                                given.getOrDefault(
                                        "--speed",
                                        environment.getOrDefault(
                                                "CARILLON_SIMULATOR_SPEED", "1"))));
    }
}
