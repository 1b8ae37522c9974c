package io.carillon.api.number;

import io.carillon.activities.organization.CarrierAccountStore.Terms;
import io.carillon.api.http.JsonReader;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Reads what a user says about a carrier account, over what was known of it. */
final class CarrierAccountReader {
    private static final Map<String, List<String>> CREDENTIALS =
            Map.of(
                    "twilio", List.of("account_sid", "auth_token"),
                    "ilyost", List.of("api_key"));

    // What a new account may do before anybody asked its carrier for more: Twilio's default is one
    // call per second (twilio.com/docs/voice/api, "calls per second").
    private static final Terms FRESH =
            new Terms("", null, BigDecimal.ONE, 10, null, "USD", "active", null);

    // Names are not looked up: what one means may change after it was judged.
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private static final int MOST_AT_ONCE = 100_000;

    private CarrierAccountReader() {}

    /**
     * @param credentials empty: none were sent
     * @param anew the status was said
     */
    record Told(Terms terms, Map<String, String> credentials, boolean anew) {}

    /**
     * @param carrier one that is unknown, or empty, is refused already
     */
    static Told read(JsonReader json, String carrier, @Nullable Terms known) {
        Terms before = known == null ? FRESH : known;
        String name =
                known == null || json.has("name") ? json.requiredText("name", 200) : before.name();
        Map<String, String> credentials = credentials(json, carrier, known == null);
        String baseUrl = json.has("base_url") ? url(json) : before.baseUrl();
        JsonReader limits = json.object("limits");
        Double rate = limits == null ? null : limits.number("calls_per_second", 0.001, 1000);
        Integer concurrent =
                limits == null
                        ? null
                        : limits.integer("max_concurrent", fewest(carrier), MOST_AT_ONCE);
        BigDecimal price = json.has("price_per_minute") ? price(json) : before.pricePerMinute();
        String currency = json.text("currency", 3);
        if (currency != null && !currency.matches("[A-Z]{3}")) {
            json.refuse("currency", "CURRENCY_INVALID", "is not three capitals like USD");
        }
        String status = json.word("status", List.of("active", "paused"));
        String reason = json.has("reason") ? json.text("reason", 500) : before.reason();
        return new Told(
                new Terms(
                        name,
                        baseUrl,
                        rate == null ? before.callsPerSecond() : BigDecimal.valueOf(rate),
                        Objects.requireNonNullElse(concurrent, before.maxConcurrent()),
                        price,
                        Objects.requireNonNullElse(currency, before.currency()),
                        Objects.requireNonNullElse(status, before.status()),
                        "active".equals(status) ? null : reason),
                credentials,
                status != null);
    }

    /**
     * Ilyost ends the oldest live call where one comes over its limit (Ilyost server,
     * concurrentCalls), so one of what it allows is never used, and one alone would be none.
     */
    private static int fewest(String carrier) {
        return carrier.equals("ilyost") ? 2 : 1;
    }

    /** The credential that names the account at its carrier; null: it has none. */
    static @Nullable String name(String carrier) {
        List<String> names = CREDENTIALS.getOrDefault(carrier, List.of());
        return names.isEmpty() ? null : names.getFirst();
    }

    private static Map<String, String> credentials(
            JsonReader json, String carrier, boolean required) {
        if (!carrier.equals("simulator") && !CREDENTIALS.containsKey(carrier)) {
            // Whose they would be is not known, so none of them is wrong.
            json.raw("credentials");
            return Map.of();
        }
        List<String> names = CREDENTIALS.getOrDefault(carrier, List.of());
        if (required && !names.isEmpty()) {
            json.required("credentials");
        }
        JsonReader given = json.object("credentials");
        if (given == null) {
            return Map.of();
        }
        var credentials = new HashMap<String, String>();
        for (String name : names) {
            credentials.put(name, given.requiredText(name, 500));
        }
        return credentials;
    }

    private static @Nullable String url(JsonReader json) {
        String text = json.text("base_url", 500);
        if (text == null || leadsToACarrier(text)) {
            return text;
        }
        json.refuse("base_url", "URL_INVALID", "is not a URL like https://api.example.com");
        return null;
    }

    /** Credentials travel there: encrypted, unless it is this machine. */
    private static boolean leadsToACarrier(String text) {
        try {
            URI url = new URI(text);
            return url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getPort() <= 65_535
                    && ("https".equalsIgnoreCase(url.getScheme())
                            || "http".equalsIgnoreCase(url.getScheme())
                                    && LOOPBACK.matcher(url.getHost()).matches());
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static @Nullable BigDecimal price(JsonReader json) {
        JsonNode raw = json.raw("price_per_minute");
        String text =
                raw != null && raw.isNumber() ? raw.asString() : json.text("price_per_minute", 20);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.signum() >= 0 && price.compareTo(BigDecimal.valueOf(1000)) <= 0) {
                return price;
            }
            json.refuse("price_per_minute", "OUT_OF_RANGE", "is not between 0 and 1000");
        } catch (NumberFormatException noNumber) {
            json.refuse("price_per_minute", "MONEY_INVALID", "is not a decimal like \"0.0140\"");
        }
        return null;
    }
}
