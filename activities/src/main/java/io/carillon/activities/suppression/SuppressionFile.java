package io.carillon.activities.suppression;

import io.carillon.activities.leadfile.CsvTable;
import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;
import io.carillon.activities.leadfile.RowCode;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A list of suppressions as a CSV file: columns {@code number, prefix, reason, expires_at,
 * campaign_id} under many spellings, or nothing but a number on each line.
 */
final class SuppressionFile {
    /** More is refused; larger lists are sent in parts. */
    static final int ROWS_MAX = 100_000;

    private static final int REASON_MAX = 500;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,13}");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final Map<String, List<String>> COLUMNS =
            Map.of(
                    "number",
                    List.of(
                            ("number phone phonenumber phone1 phoneno telephone telephonenumber tel mobile mobilenumber"
                                            + " cell cellphone e164 msisdn contactnumber dncnumber donotcall rufnummer telefon"
                                            + " telefonnummer handy telefono telephonenummer portable numero")
                                    .split(" ")),
                    "prefix",
                    List.of("prefix", "numberprefix", "phoneprefix", "vorwahl", "prefijo"),
                    "reason",
                    List.of(
                            "reason", "why", "comment", "note", "notes", "grund", "motivo",
                            "motif"),
                    "expires_at",
                    List.of(
                            "expiresat",
                            "expires",
                            "expiry",
                            "expirydate",
                            "expiration",
                            "validuntil",
                            "until",
                            "enddate",
                            "ablauf"),
                    "campaign_id",
                    List.of("campaignid", "campaign"));

    private SuppressionFile() {}

    /**
     * @param line physical line where the row begins
     * @param wanted null: refused
     * @param refused null: wanted
     */
    record Row(
            long line,
            Suppression.@Nullable Wanted wanted,
            SuppressionUpload.@Nullable RowError refused) {}

    record Content(List<Row> rows, String encoding, String delimiter) {}

    /**
     * @param country ISO 3166 country national numbers are read in
     * @throws LeadFileRefused {@code FILE_EMPTY, NUMBER_COLUMN_MISSING, TOO_MANY_ROWS} …
     */
    static Content read(InputStream in, String country) throws IOException {
        try (CsvTable table = CsvTable.open(in, COLUMNS, "number")) {
            if (!table.has("number") && !table.has("prefix")) {
                throw new LeadFileRefused(
                        "NUMBER_COLUMN_MISSING", "no column is called number or prefix");
            }
            var rows = new ArrayList<Row>();
            for (CsvTable.Row row = table.next(); row != null; row = table.next()) {
                if (rows.size() == ROWS_MAX) {
                    throw new LeadFileRefused("TOO_MANY_ROWS", "more than " + ROWS_MAX + " rows");
                }
                rows.add(read(row, country));
            }
            return new Content(rows, table.encoding(), table.delimiter());
        }
    }

    private static Row read(CsvTable.Row row, String country) {
        try {
            return new Row(row.line(), wanted(row, country), null);
        } catch (Refused refused) {
            return new Row(row.line(), null, refused.at(row.line()));
        }
    }

    private static Suppression.Wanted wanted(CsvTable.Row row, String country) {
        if (row.broken() != null) {
            throw new Refused(null, row.broken().name(), row.broken().meaning());
        }
        Map<String, String> cells = row.cells();
        String number = cells.get("number");
        String prefix = cells.get("prefix");
        if (number != null && prefix != null) {
            throw new Refused(
                    "number", "NUMBER_AND_PREFIX", "exactly one of number and prefix is expected");
        }
        if (number == null && prefix == null) {
            throw new Refused("number", "NUMBER_MISSING", "neither number nor prefix");
        }
        return new Suppression.Wanted(
                number != null
                        ? Suppression.What.number(number(number, country))
                        : Suppression.What.prefix(prefix(String.valueOf(prefix))),
                campaign(cells.get("campaign_id")),
                reason(cells.get("reason")),
                expiry(cells.get("expires_at")));
    }

    private static PhoneNumber number(String written, String country) {
        if (E164.matcher(written).matches()) {
            return new PhoneNumber(written);
        }
        return switch (PhoneReader.read(written, country, List.of())) {
            case PhoneReading.Read read -> read.number();
            case PhoneReading.Refused(var code, var reason) ->
                    throw new Refused(
                            "number",
                            code == RowCode.PHONE_MISSING ? "NUMBER_MISSING" : code.name(),
                            reason);
        };
    }

    private static String prefix(String written) {
        if (!PREFIX.matcher(written).matches()) {
            throw new Refused("prefix", "PREFIX_INVALID", "is not + and 1 to 14 digits");
        }
        return written;
    }

    private static @Nullable CampaignId campaign(@Nullable String written) {
        try {
            return written == null ? null : CampaignId.parse(written);
        } catch (IllegalArgumentException noId) {
            throw unknownCampaign();
        }
    }

    static Refused unknownCampaign() {
        return new Refused("campaign_id", "CAMPAIGN_UNKNOWN", "is no campaign of yours");
    }

    private static String reason(@Nullable String written) {
        if (written != null && written.length() > REASON_MAX) {
            throw new Refused("reason", "TOO_LONG", "has more than " + REASON_MAX + " characters");
        }
        return written == null ? "user" : written;
    }

    /** RFC 3339, or a date: until the end of that day in UTC. */
    private static @Nullable Instant expiry(@Nullable String written) {
        if (written == null) {
            return null;
        }
        try {
            Instant expiry =
                    written.length() == 10
                            ? LocalDate.parse(written)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : OffsetDateTime.parse(written).toInstant();
            if (expiry.isAfter(EARLIEST) && expiry.isBefore(LATEST)) {
                return expiry;
            }
        } catch (DateTimeException unreadable) {
            throw new Refused(
                    "expires_at",
                    "TIME_INVALID",
                    "is not a time like 2026-11-23T09:00:00Z or a date like 2026-11-23");
        }
        throw new Refused("expires_at", "OUT_OF_RANGE", "is not between the years 2000 and 2200");
    }

    /** Why a row is refused; never leaves the package. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final @Nullable String column;
        private final String code;
        private final String reason;

        Refused(@Nullable String column, String code, String reason) {
            super(reason, null, false, false);
            this.column = column;
            this.code = code;
            this.reason = reason;
        }

        SuppressionUpload.RowError at(long line) {
            return new SuppressionUpload.RowError(line, column, code, reason);
        }
    }
}
