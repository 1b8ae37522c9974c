package io.carillon.dev;

import io.carillon.activities.carrier.simulator.SimulatorMain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The simulated carrier in a process of its own, so that what it holds is not taken for ours. */
final class CarrierProcess implements AutoCloseable {
    private final Process process;

    private CarrierProcess(Process process) {
        this.process = process;
    }

    static CarrierProcess start(Settings settings) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName(),
                        "--port",
                        "" + settings.ports().simulator(),
                        "--home",
                        settings.home().simulator().toString(),
                        "--speed",
                        settings.speed());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(settings.home().log("simulator").toFile());
        Process process = builder.start();
        // Whoever is ended by a signal takes it along; one that has ended is not ended again.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        var carrier = new CarrierProcess(process);
        var probes = new Probes();
        while (!probes.healthy(settings.simulator() + "/health")) {
            Thread.sleep(100);
        }
        return carrier;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
