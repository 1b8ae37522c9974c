package io.carillon.api.http;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a JSON value stands for. Null when it stands for nothing; why is then among the findings, at
 * the value's pointer.
 */
final class JsonValues {
    private static final int WORD_MAX = 100;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Findings findings;

    JsonValues(Findings findings) {
        this.findings = findings;
    }

    @Nullable String text(String pointer, JsonNode value, int most) {
        if (!value.isString()) {
            wrongType(pointer, value, "a string");
            return null;
        }
        String text = value.stringValue();
        if (text.length() > most) {
            findings.invalid(
                    pointer, "TOO_LONG", "has " + text.length() + " characters; at most " + most);
            return null;
        }
        return text;
    }

    @Nullable Boolean flag(String pointer, JsonNode value) {
        if (!value.isBoolean()) {
            wrongType(pointer, value, "true or false");
            return null;
        }
        return value.booleanValue();
    }

    @Nullable Long whole(String pointer, JsonNode value, long least, long most) {
        if (!value.isIntegralNumber()) {
            wrongType(pointer, value, "a whole number");
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            outOfRange(pointer, least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    @Nullable Double number(String pointer, JsonNode value, double least, double most) {
        if (!value.isNumber()) {
            wrongType(pointer, value, "a number");
            return null;
        }
        double number = value.doubleValue();
        if (!(number >= least && number <= most)) {
            outOfRange(pointer, plain(least) + " and " + plain(most));
            return null;
        }
        return number;
    }

    @Nullable Instant instant(String pointer, JsonNode value) {
        String text = text(pointer, value, WORD_MAX);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                outOfRange(pointer, "the years 2000 and 2200");
                return null;
            }
            return instant;
        } catch (DateTimeException unreadable) {
            findings.invalid(pointer, "TIME_INVALID", "is not a time like 2026-11-23T09:00:00Z");
            return null;
        }
    }

    @Nullable Duration duration(String pointer, JsonNode value, Duration least, Duration most) {
        String text = text(pointer, value, WORD_MAX);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
                outOfRange(pointer, least + " and " + most);
                return null;
            }
            return duration;
        } catch (DateTimeException | ArithmeticException unreadable) {
            findings.invalid(pointer, "DURATION_INVALID", "is not a duration like PT30S or P1D");
            return null;
        }
    }

    @Nullable PhoneNumber phone(String pointer, JsonNode value) {
        String text = text(pointer, value, WORD_MAX);
        try {
            return text == null ? null : new PhoneNumber(text);
        } catch (IllegalArgumentException otherShape) {
            findings.invalid(
                    pointer, "PHONE_INVALID", "is not a number in E.164 like +12025550100");
            return null;
        }
    }

    boolean isList(String pointer, JsonNode value, int most) {
        if (!value.isArray()) {
            wrongType(pointer, value, "a list");
            return false;
        }
        if (value.size() > most) {
            findings.invalid(
                    pointer, "TOO_MANY", "has " + value.size() + " elements; at most " + most);
            return false;
        }
        return true;
    }

    void wrongType(String pointer, JsonNode value, String expected) {
        findings.malformed(
                pointer,
                "WRONG_TYPE",
                "is " + JsonKinds.name(value) + " (expected: " + expected + ")");
    }

    private void outOfRange(String pointer, String bounds) {
        findings.invalid(pointer, "OUT_OF_RANGE", "is not between " + bounds);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
