package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * How a simulated carrier is set up.
 *
 * @param port on 127.0.0.1; 0: a free one
 * @param home where {@code calls.jsonl} and {@code journal.jsonl} are; made when missing
 * @param speed divides ring, talk, silence and in-call timers; above 0
 * @param pricePerMinute charged for talk; null: calls are free and nothing is said about cost
 */
public record SimulatorOptions(
        int port, Path home, double speed, Personas personas, @Nullable BigDecimal pricePerMinute) {
    public static SimulatorOptions at(Path home) {
        return new SimulatorOptions(0, home, 1, Personas.standard(), null);
    }

    public SimulatorOptions port(int number) {
        return new SimulatorOptions(number, home, speed, personas, pricePerMinute);
    }

    public SimulatorOptions speed(double times) {
        return new SimulatorOptions(port, home, times, personas, pricePerMinute);
    }

    public SimulatorOptions personas(Personas table) {
        return new SimulatorOptions(port, home, speed, table, pricePerMinute);
    }

    public SimulatorOptions pricePerMinute(BigDecimal price) {
        return new SimulatorOptions(port, home, speed, personas, price);
    }
}
