package io.carillon.activities.leadfile;

/** A file that cannot be read as leads; trying again does not help. */
public final class LeadFileRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;

    /**
     * @param code the API's error code: {@code FILE_EMPTY}, {@code HEADER_MISSING} …
     */
    public LeadFileRefused(String code, String message) {
        super(message);
        this.code = code;
        this.detail = message;
    }

    public String code() {
        return code;
    }

    /** A sentence for people. */
    public String detail() {
        return detail;
    }
}
