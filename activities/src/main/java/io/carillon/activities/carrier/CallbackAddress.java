package io.carillon.activities.carrier;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The address a call's carrier tells things to, and what can be told apart by its query. */
public record CallbackAddress(String url) {
    /** The same with one more parameter. */
    public CallbackAddress with(String name, String value) {
        return new CallbackAddress(
                url + (url.indexOf('?') < 0 ? '?' : '&') + name + '=' + encoded(value));
    }

    /** Where audio of the call's organization is fetched from, without more than this address. */
    public String audio(String id) {
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return path + "/audio/" + encoded(id) + (query < 0 ? "" : url.substring(query));
    }

    /** Where audio that lasts so long and says nothing is fetched from. */
    public String silence(Duration length) {
        return audio(Silence.PREFIX + length.toMillis());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
