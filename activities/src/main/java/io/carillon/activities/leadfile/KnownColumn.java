package io.carillon.activities.leadfile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns we understand. {@link ColumnNames} knows what people write above them. */
public enum KnownColumn {
    PHONE,
    PHONE2,
    PHONE3,
    PHONE4,
    PHONE5,
    PHONE6,
    PHONE7,
    PHONE8,
    PHONE9,
    FIRST_NAME,
    LAST_NAME,
    NAME,
    EMAIL,
    COMPANY,
    TIME_ZONE,
    STATE,
    POSTAL_CODE,
    COUNTRY,
    EXTERNAL_ID,
    PRIORITY;

    private static final Map<String, KnownColumn> BY_WIRE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(KnownColumn::wire, Function.identity()));

    /** The alternates, in the order they are tried. */
    static final List<KnownColumn> ALTERNATES =
            List.of(PHONE2, PHONE3, PHONE4, PHONE5, PHONE6, PHONE7, PHONE8, PHONE9);

    /** {@code first_name}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<KnownColumn> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
