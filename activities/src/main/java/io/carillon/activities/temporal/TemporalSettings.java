package io.carillon.activities.temporal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Where Temporal is.
 *
 * @param address {@code host:port} of its frontend
 * @param namespace must exist, or be creatable by us
 * @param patience how long a request is repeated while the server cannot be reached. The default is
 *     for people who wait for an answer; workers, whose completions must arrive, set more
 */
@ConfigurationProperties("carillon.temporal")
public record TemporalSettings(
        @DefaultValue("127.0.0.1:7233") String address,
        @DefaultValue("default") String namespace,
        @DefaultValue("PT3S") Duration patience) {}
