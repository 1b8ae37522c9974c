package io.carillon.activities.carrier.ilyost;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;

/**
 * How Ilyost is reached; without a URL there is no driver.
 *
 * @param url of accounts without a base URL of their own. It has no default: who uses this carrier
 *     says so
 * @param connectTimeout nothing left us when it passes
 * @param answerTimeout a dial request without an answer for so long is ambiguous
 * @param gatherTimeout how long a refusal of a gather is waited for; its answer comes when somebody
 *     has pressed keys
 * @param greeting how long a machine's greeting is waited for, since no beep is told of
 * @param callbackAddresses where callbacks may come from, as they reach the API; empty: anywhere
 */
@ConfigurationProperties("carillon.ilyost")
public record IlyostSettings(
        String url,
        @DefaultValue("PT3S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration answerTimeout,
        @DefaultValue("PT1S") Duration gatherTimeout,
        @DefaultValue("PT20S") Duration greeting,
        @DefaultValue List<String> callbackAddresses) {
    public IlyostSettings {
        callbackAddresses = List.copyOf(callbackAddresses);
    }
}
