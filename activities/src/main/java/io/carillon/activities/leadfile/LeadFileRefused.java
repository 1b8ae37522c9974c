package io.carillon.activities.leadfile;

import org.jspecify.annotations.Nullable;

/** A file that cannot be read as leads; trying again does not help. */
public final class LeadFileRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String detail;
    private final @Nullable String pointer;

    /**
     * @param code the API's error code: {@code FILE_EMPTY}, {@code HEADER_MISSING} …
     */
    public LeadFileRefused(String code, String message) {
        this(code, message, null);
    }

    LeadFileRefused(String code, String message, @Nullable String pointer) {
        super(message);
        this.code = code;
        this.detail = message;
        this.pointer = pointer;
    }

    /** The part of the request at fault, as a JSON Pointer; null: the file. */
    public @Nullable String pointer() {
        return pointer;
    }

    public String code() {
        return code;
    }

    /** A sentence for people. */
    public String detail() {
        return detail;
    }
}
