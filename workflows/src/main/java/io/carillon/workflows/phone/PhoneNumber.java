package io.carillon.workflows.phone;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.regex.Pattern;

/**
 * A dialable number in E.164 form: {@code +}, country code, subscriber number; at most 15 digits
 * (ITU-T E.164), at least 7 (our own floor against typing errors). Printing it hides the middle;
 * {@link #e164()} is the full number.
 */
public record PhoneNumber(@JsonValue String e164) {
    private static final Pattern SHAPE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PhoneNumber {
        if (!SHAPE.matcher(e164).matches()) {
            throw new IllegalArgumentException(
                    "phone number of "
                            + e164.length()
                            + " characters (expected: + and 7 to 15 digits)");
        }
    }

    /** {@code +12…00}: enough to recognise in a log, too little to call. */
    @Override
    public String toString() {
        return e164.substring(0, 3) + "…" + e164.substring(e164.length() - 2);
    }
}
