package io.carillon.activities.carrier.simulator;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Where the simulated carrier is.
 *
 * @param url of accounts without a base URL of their own
 * @param speed the one the carrier runs at: our waits for it are divided by it
 * @param connectTimeout nothing left us when it passes
 * @param answerTimeout a dial request without an answer for so long is ambiguous
 */
@ConfigurationProperties("carillon.simulator")
public record SimulatorSettings(
        @DefaultValue("http://127.0.0.1:8092") String url,
        @DefaultValue("1") double speed,
        @DefaultValue("PT2S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration answerTimeout) {}
