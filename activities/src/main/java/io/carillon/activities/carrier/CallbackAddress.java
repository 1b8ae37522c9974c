package io.carillon.activities.carrier;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
