package io.carillon.activities.carrier.twilio;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How Twilio is reached.
 *
 * @param url of accounts without a base URL of their own
 * @param connectTimeout nothing left us when it passes
 * @param answerTimeout a dial request without an answer for so long is ambiguous
 */
@ConfigurationProperties("carillon.twilio")
public record TwilioSettings(
        @DefaultValue("https://api.twilio.com") String url,
        @DefaultValue("PT3S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration answerTimeout) {}
