package io.carillon.activities.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/** Which URLs of users may be stored at all. What they lead to is looked at again with each use. */
final class GuardedUrls {
    private static final int LENGTH_MAX = 2048;

    private final AddressGuard guard;
    private final boolean allowHttp;

    GuardedUrls(AddressGuard guard, boolean allowHttp) {
        this.guard = guard;
        this.allowHttp = allowHttp;
    }

    URI check(String url) {
        URI parsed = parse(url);
        String scheme = parsed.getScheme().toLowerCase(java.util.Locale.ROOT);
        if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
            throw new UrlRefused("URL_SCHEME", "URL begins with " + scheme + " (expected: https)");
        }
        if (parsed.getRawUserInfo() != null || parsed.getRawFragment() != null) {
            throw new UrlRefused("URL_INVALID", "URL holds credentials or a fragment");
        }
        try {
            guard.resolve(parsed.getHost());
        } catch (AddressGuard.AddressRefused refused) {
            throw new UrlRefused(
                    "URL_ADDRESS", "host of the URL is not an address of the public internet");
        } catch (UnknownHostException notYet) {
            // A name may be registered after the endpoint; deliveries say so until then.
            return parsed;
        }
        return parsed;
    }

    private static URI parse(String url) {
        try {
            URI parsed = new URI(url);
            if (url.length() <= LENGTH_MAX
                    && parsed.getScheme() != null
                    && parsed.getHost() != null
                    && parsed.getPort() <= 65535) {
                return parsed;
            }
        } catch (URISyntaxException malformed) {
            throw new UrlRefused("URL_INVALID", "URL cannot be read: " + malformed.getReason());
        }
        throw new UrlRefused(
                "URL_INVALID", "URL is not absolute, has no host, or is longer than " + LENGTH_MAX);
    }
}
