package io.carillon.activities.webhook;

/** A URL nobody may be sent to, or that could not be fetched. */
public final class UrlRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code {@code URL_INVALID}, {@code URL_SCHEME}, {@code URL_ADDRESS}, {@code URL_ANSWER},
     *     {@code URL_TOO_LARGE} or {@code URL_UNREACHABLE}
     * @param message a sentence for the user; holds neither credentials nor the answer's text
     */
    public UrlRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
