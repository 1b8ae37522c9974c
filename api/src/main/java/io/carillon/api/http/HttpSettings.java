package io.carillon.api.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much the API takes.
 *
 * @param requestsPerSecond per organization and API process, in the long run
 * @param burst how many may come at once after a quiet time
 * @param bodyMax of everything but multipart uploads: a thousand leads with many columns fit
 */
@ConfigurationProperties("carillon.http")
public record HttpSettings(
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("100") int burst,
        @DefaultValue("10MB") DataSize bodyMax) {
    public HttpSettings {
        if (requestsPerSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "carillon.http.requests-per-second and burst must be at least 1");
        }
    }
}
