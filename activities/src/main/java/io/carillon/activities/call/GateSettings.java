package io.carillon.activities.call;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gate allows the whole installation.
 *
 * @param callsPerSecond hard limit on dial instants of all organizations together; the gate spends
 *     a few milliseconds per call one after the other, so much more than the default is not reached
 */
@ConfigurationProperties("carillon.installation")
public record GateSettings(@DefaultValue("50") double callsPerSecond) {
    public GateSettings {
        if (!(callsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "carillon.installation.calls-per-second is "
                            + callsPerSecond
                            + " (expected: more than 0)");
        }
    }
}
