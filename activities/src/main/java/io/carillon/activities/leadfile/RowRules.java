package io.carillon.activities.leadfile;

import io.carillon.activities.lead.LeadDraft;
import io.carillon.activities.lead.LeadZones;
import io.carillon.activities.lead.ZoneName;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.activities.lead.ZoneSource;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What makes a row a lead; the same for files and for JSON.
 *
 * @param defaultCountry ISO 3166 country in which national numbers are read
 * @param allowedCountries countries that may be called
 */
public record RowRules(String defaultCountry, List<String> allowedCountries) {
    static final RowRules NONE = new RowRules("US", List.of());

    public static RowRules of(CampaignSettings settings) {
        return new RowRules(settings.defaultCountry(), settings.allowedCountries());
    }

    public RowReading read(LeadRow row) {
        Optional<String> country = country(row.get(KnownColumn.COUNTRY));
        String phone = row.get(KnownColumn.PHONE);
        if (phone == null) {
            return bad(row, KnownColumn.PHONE, RowCode.PHONE_MISSING, "no phone number");
        }
        if (country.isEmpty() && !international(phone)) {
            return bad(
                    row,
                    KnownColumn.COUNTRY,
                    RowCode.COUNTRY_NOT_ALLOWED,
                    "unknown country, and the number is not written with one");
        }
        String readIn = country.orElse(defaultCountry);
        return switch (PhoneReader.read(phone, readIn, allowedCountries)) {
            case PhoneReading.Refused(var code, var reason) ->
                    bad(row, KnownColumn.PHONE, code, reason);
            case PhoneReading.Read first -> withZones(row, readIn, first);
        };
    }

    private RowReading withZones(LeadRow row, String readIn, PhoneReading.Read first) {
        String written = row.get(KnownColumn.TIME_ZONE);
        Optional<String> zone = written == null ? Optional.empty() : ZoneName.read(written);
        if (written != null && zone.isEmpty()) {
            return bad(
                    row,
                    KnownColumn.TIME_ZONE,
                    RowCode.TIME_ZONE_UNKNOWN,
                    "not a time zone (expected an IANA name such as America/New_York)");
        }
        LeadZones zones =
                zone.map(name -> new LeadZones(List.of(name), ZoneSource.COLUMN))
                        .orElseGet(
                                () ->
                                        ZoneResolver.of(
                                                first.number(),
                                                placeCountry(row, readIn, first),
                                                row.get(KnownColumn.POSTAL_CODE),
                                                row.get(KnownColumn.STATE)));
        return good(row, readIn, first, zones);
    }

    /** Postal codes and states belong to the named country, else to the number's. */
    private static String placeCountry(LeadRow row, String readIn, PhoneReading.Read first) {
        boolean named = row.get(KnownColumn.COUNTRY) != null;
        return named || first.region().equals("001") ? readIn : first.region();
    }

    private RowReading good(LeadRow row, String readIn, PhoneReading.Read first, LeadZones zones) {
        var warnings = new ArrayList<RowWarning>();
        var variables = new LinkedHashMap<String, String>();
        row.variables()
                .forEach(
                        (name, value) -> {
                            if (!value.isBlank()) {
                                variables.put(name, value.strip());
                            }
                        });
        if (first.extension() != null) {
            variables.putIfAbsent("phone_extension", first.extension());
        }
        var draft =
                new LeadDraft(
                        row.record(),
                        row.get(KnownColumn.EXTERNAL_ID),
                        phones(row, readIn, first, warnings),
                        zones,
                        variables,
                        priority(row.get(KnownColumn.PRIORITY), warnings));
        return new RowReading.Good(draft, warnings);
    }

    private List<PhoneNumber> phones(
            LeadRow row, String readIn, PhoneReading.Read first, List<RowWarning> warnings) {
        var phones = new LinkedHashSet<PhoneNumber>();
        phones.add(first.number());
        for (KnownColumn column : KnownColumn.ALTERNATES) {
            String written = row.get(column);
            if (written == null) {
                continue;
            }
            switch (PhoneReader.read(written, readIn, allowedCountries)) {
                case PhoneReading.Read alternate -> phones.add(alternate.number());
                case PhoneReading.Refused refused ->
                        warnings.add(RowWarning.ALTERNATE_PHONE_DROPPED);
            }
        }
        return List.copyOf(phones);
    }

    private static @Nullable Integer priority(@Nullable String written, List<RowWarning> warnings) {
        if (written == null) {
            return null;
        }
        if (written.matches("[0-9](\\.0+)?")) {
            return written.charAt(0) - '0';
        }
        warnings.add(RowWarning.PRIORITY_IGNORED);
        return null;
    }

    /** Whether a cell is a number at all, dialed or not. */
    boolean readsAsPhone(String cell) {
        return switch (PhoneReader.read(cell, defaultCountry, List.of())) {
            case PhoneReading.Read number -> true;
            case PhoneReading.Refused(var code, var reason) -> code == RowCode.PHONE_NOT_ALLOWED;
        };
    }

    private static boolean international(String phone) {
        return phone.length() <= PhoneReader.TEXT_MAX
                && PhoneText.of(phone).number().startsWith("+");
    }

    /** The default without a value; empty for a value nobody knows. */
    private Optional<String> country(@Nullable String written) {
        return written == null ? Optional.of(defaultCountry) : CountryName.read(written);
    }

    private static RowReading bad(LeadRow row, KnownColumn column, RowCode code, String reason) {
        return new RowReading.Bad(row.names().apply(column), code, reason);
    }
}
