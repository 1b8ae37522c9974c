package io.carillon.activities.call;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;

import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.phone.PhoneNumber;

import java.util.List;

/** Whether a number is of a country the campaign may call. */
public final class Countries {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private Countries() {}

    /**
     * A number that several countries share (toll-free in North America) is of each of them. No
     * allowed country named: the default country alone.
     */
    public static boolean allowed(PhoneNumber number, CampaignSettings settings) {
        List<String> countries =
                settings.allowedCountries().isEmpty()
                        ? List.of(settings.defaultCountry())
                        : settings.allowedCountries();
        Phonenumber.PhoneNumber parsed = parsed(number);
        return parsed != null
                && countries.stream()
                        .anyMatch(country -> NUMBERS.isValidNumberForRegion(parsed, country));
    }

    private static Phonenumber.@org.jspecify.annotations.Nullable PhoneNumber parsed(
            PhoneNumber number) {
        try {
            return NUMBERS.parse(number.e164(), null);
        } catch (NumberParseException unreadable) {
            return null;
        }
    }
}
