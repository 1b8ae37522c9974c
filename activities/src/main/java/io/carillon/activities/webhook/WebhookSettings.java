package io.carillon.activities.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which addresses users may name.
 *
 * @param allowLocalWebhooks lets users name loopback addresses and plain http; for a development
 *     machine only
 */
@ConfigurationProperties("carillon")
public record WebhookSettings(@DefaultValue("false") boolean allowLocalWebhooks) {}
