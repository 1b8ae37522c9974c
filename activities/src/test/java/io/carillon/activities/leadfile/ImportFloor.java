package io.carillon.activities.leadfile;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What no import can do without, measured beside it: libphonenumber reading, checking and placing
 * each number on all cores, and COPY of the same leads into a table with the same indexes.
 */
final class ImportFloor {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper ZONES =
            PhoneNumberToTimeZonesMapper.getInstance();

    private ImportFloor() {}

    static Duration numbers(MessyLeads leads) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        long began = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(cores)) {
            var parts = new ArrayList<Future<Long>>();
            for (int core = 0; core < cores; core++) {
                int first = core;
                parts.add(threads.submit(() -> placed(leads, first, cores)));
            }
            for (Future<Long> part : parts) {
                part.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static long placed(MessyLeads leads, int first, int step) {
        long placed = 0;
        for (int row = first; row < leads.rows(); row += step) {
            try {
                var number = NUMBERS.parse(leads.phone(row), "US");
                if (NUMBERS.isValidNumber(number)) {
                    placed += ZONES.getTimeZonesForNumber(number).size();
                    placed += NUMBERS.format(number, PhoneNumberFormat.E164).length();
                }
            } catch (NumberParseException unreadable) {
                placed++;
            }
        }
        return placed;
    }

    /** Copies the table's rows out, and measures copying them in again. */
    static Duration copy(Connection superuser, Path file) throws SQLException, IOException {
        CopyManager copy = superuser.unwrap(PGConnection.class).getCopyAPI();
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            copy.copyOut("COPY (SELECT * FROM leads ORDER BY id) TO STDOUT", out);
        }
        try (Statement statement = superuser.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS leads_floor");
            statement.execute("CREATE TABLE leads_floor (LIKE leads INCLUDING ALL)");
            statement.execute("CHECKPOINT");
        }
        long began = System.nanoTime();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            copy.copyIn("COPY leads_floor FROM STDIN", in, 1 << 16);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
