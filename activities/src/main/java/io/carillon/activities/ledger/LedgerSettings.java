package io.carillon.activities.ledger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * When the ledger examines the installation.
 *
 * @param at hour and minute of every day, UTC: between the evening of America and the morning of
 *     Europe, when most campaigns are closed
 */
@ConfigurationProperties("carillon.ledger")
public record LedgerSettings(@DefaultValue("03:30") String at) {
    public LedgerSettings {
        parsed(at);
    }

    LocalTime time() {
        return parsed(at);
    }

    private static LocalTime parsed(String at) {
        try {
            return LocalTime.parse(at);
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "CARILLON_LEDGER_AT is " + at + ": expected hour and minute, UTC: 03:30",
                    unreadable);
        }
    }
}
