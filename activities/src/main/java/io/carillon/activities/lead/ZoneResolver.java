package io.carillon.activities.lead;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Where a person's clock is, from what is known of them: postal code, else state, else the number.
 * Places that lie in several zones give all of them.
 */
public final class ZoneResolver {
    // Toll-free numbers give every zone of their country (42 for +1): that is not knowing.
    private static final int ZONES_MAX = 5;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper MAPPER =
            PhoneNumberToTimeZonesMapper.getInstance();

    private ZoneResolver() {}

    /**
     * @param country ISO 3166 country whose postal codes and states are meant; countries that are
     *     not in {@code states.txt} are judged by the number
     * @param postalCode as written; null or unreadable: not known
     * @param state name or abbreviation; null or unreadable: not known
     */
    public static LeadZones of(
            PhoneNumber number,
            String country,
            @Nullable String postalCode,
            @Nullable String state) {
        List<String> zones = PostalZones.of(country, postalCode);
        if (!zones.isEmpty()) {
            return new LeadZones(zones, ZoneSource.POSTAL_CODE);
        }
        zones = StateZones.of(country, state);
        return zones.isEmpty() ? ofNumber(number) : new LeadZones(zones, ZoneSource.STATE);
    }

    /** The zones of a number's area or country; unknown for numbers of no place. */
    public static LeadZones ofNumber(PhoneNumber number) {
        return ExchangeZones.of(number, ZoneResolver::lookUp);
    }

    static LeadZones lookUp(PhoneNumber number) {
        try {
            List<String> zones =
                    MAPPER.getTimeZonesForNumber(NUMBERS.parse(number.e164(), null)).stream()
                            .filter(
                                    zone ->
                                            !zone.equals(
                                                    PhoneNumberToTimeZonesMapper
                                                            .getUnknownTimeZone()))
                            .filter(zone -> ZoneName.read(zone).isPresent())
                            .toList();
            return zones.isEmpty() || zones.size() > ZONES_MAX
                    ? LeadZones.UNKNOWN
                    : new LeadZones(zones, ZoneSource.NUMBER);
        } catch (NumberParseException notANumber) {
            return LeadZones.UNKNOWN;
        }
    }
}
