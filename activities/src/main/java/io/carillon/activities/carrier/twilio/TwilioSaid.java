package io.carillon.activities.carrier.twilio;

import io.carillon.activities.carrier.CallbackAddress;
import io.carillon.activities.carrier.CallbackRefused;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * What an authentic callback holds. What is fetched with GET has Twilio's parameters in its
 * address.
 *
 * @param url with its query
 */
record TwilioSaid(String url, Map<String, String> query, Map<String, String> form) {
    /** Twilio's; null when it did not say. */
    @Nullable String body(String name) {
        String said = form.get(name);
        return said == null ? query.get(name) : said;
    }

    String required(String name) throws CallbackRefused {
        String value = body(name);
        if (value == null || value.isBlank()) {
            throw TwilioForm.unreadable();
        }
        return value;
    }

    /** Ours: of the address alone. */
    String address(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    /** Twilio's; told again, what we wrote into the address of it; empty when neither says it. */
    String told(String theirs, String ours) {
        String said = body(theirs);
        return said == null ? address(ours, "") : said;
    }

    /**
     * @throws NumberFormatException when the address was not written by us
     */
    int number(String name, int otherwise) {
        String value = query.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** Twilio's, 0 when it did not say. */
    long number(String name) {
        String value = body(name);
        return value == null || value.isBlank() ? 0 : Math.max(0, Long.parseLong(value));
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    /** The call's own, as it was given out with the dial. */
    CallbackAddress own() {
        String kind = TwilioAction.KIND + "=";
        int first = Math.max(url.indexOf("?" + kind), url.indexOf("&" + kind));
        return new CallbackAddress(first < 0 ? url : url.substring(0, first));
    }
}
