package io.carillon.activities.leadfile;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;

import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Set;

/**
 * Reads a phone number as people and spreadsheets write it. National numbers are read in the given
 * country; what remains is either one number that may be dialed or a refusal that says why. Costs
 * about 20 µs a number.
 */
public final class PhoneReader {
    // ITU-T E.164 list of assigned codes: 870 Inmarsat, 881 to 883 global satellite and networks.
    private static final Set<Integer> SATELLITE = Set.of(870, 881, 882, 883);

    // 808 shared cost, 878 personal numbers, 888 relief, 979 premium.
    private static final Set<Integer> PAID_OR_PERSONAL = Set.of(808, 878, 888, 979);

    // A number with an extension takes 60 at most. The patterns that judge what is no plain number
    // try each place with each length: 250 characters, as far as libphonenumber reads, took 8 ms.
    static final int TEXT_MAX = 100;

    private static final long LONGEST_NATIONAL = 99_999_999_999L;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final ShortNumberInfo SHORT_NUMBERS = ShortNumberInfo.getInstance();

    private PhoneReader() {}

    /**
     * @param text as written; may hold spaces, punctuation, a vanity word, an extension
     * @param country ISO 3166 country (two capital letters) whose national writing is understood
     * @param allowed countries that may be called; empty: any
     */
    public static PhoneReading read(String text, String country, Collection<String> allowed) {
        if (text.length() > TEXT_MAX) {
            return refused(RowCode.PHONE_INVALID, "more than " + TEXT_MAX + " characters");
        }
        PhoneText cell = PhoneText.of(text);
        if (cell.number().isEmpty()) {
            return refused(RowCode.PHONE_MISSING, "no phone number");
        }
        PhoneReading.Refused unlike = cell.plain() ? null : unlike(cell);
        if (unlike != null) {
            return unlike;
        }
        try {
            return judge(parse(cell.number(), country), cell, country, allowed);
        } catch (NumberParseException unreadable) {
            return shortOrInvalid(cell.number(), country);
        }
    }

    /**
     * Where national numbers have any length (Germany, Austria), {@code 4915123456789} is one by
     * the pattern. None in use is that long (11 digits: Bundesnetzagentur, numbering plan of 2010),
     * so the country's own code is taken off where a number remains.
     */
    private static Phonenumber.PhoneNumber parse(String text, String country)
            throws NumberParseException {
        Phonenumber.PhoneNumber number = NUMBERS.parse(text, country);
        String code = "" + number.getCountryCode();
        boolean doubtful = number.getNationalNumber() > LONGEST_NATIONAL && text.startsWith(code);
        if (doubtful) {
            Phonenumber.PhoneNumber other = NUMBERS.parse("+" + text, country);
            return NUMBERS.isValidNumber(other) ? other : number;
        }
        return number;
    }

    /** What libphonenumber would make a number of although it is none; null: it may be one. */
    private static PhoneReading.@Nullable Refused unlike(PhoneText cell) {
        if (cell.scientific()) {
            return refused(
                    RowCode.PHONE_SCIENTIFIC,
                    "scientific notation: the spreadsheet has lost the number's last digits");
        }
        if (cell.twoNumbers()) {
            return refused(RowCode.PHONE_INVALID, "two phone numbers in one cell");
        }
        if (cell.strayLetters()) {
            return refused(RowCode.PHONE_INVALID, "letters that do not make a number with a name");
        }
        return null;
    }

    private static PhoneReading judge(
            Phonenumber.PhoneNumber number,
            PhoneText cell,
            String country,
            Collection<String> allowed) {
        int code = number.getCountryCode();
        if (SATELLITE.contains(code)) {
            return refused(RowCode.PHONE_NOT_ALLOWED, "satellite number");
        }
        if (PAID_OR_PERSONAL.contains(code)) {
            return refused(RowCode.PHONE_NOT_ALLOWED, "premium, shared-cost or personal number");
        }
        PhoneNumberType type = NUMBERS.getNumberType(number);
        if (type == PhoneNumberType.UNKNOWN) {
            return shortOrInvalid(cell.number(), country);
        }
        String region = NUMBERS.getRegionCodeForNumber(number);
        if (!dialable(type)) {
            return refused(RowCode.PHONE_NOT_ALLOWED, named(type) + " number");
        }
        if (!allows(allowed, region, type, code)) {
            return refused(
                    RowCode.COUNTRY_NOT_ALLOWED,
                    "number of " + region + ", allowed: " + String.join(", ", allowed));
        }
        String e164 = NUMBERS.format(number, PhoneNumberFormat.E164);
        if (e164.length() > 16 || e164.length() < 8) {
            return refused(RowCode.PHONE_INVALID, "not 7 to 15 digits");
        }
        String extension = number.hasExtension() ? number.getExtension() : cell.extension();
        return new PhoneReading.Read(new PhoneNumber(e164), region, extension);
    }

    private static boolean dialable(PhoneNumberType type) {
        return switch (type) {
            case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE, TOLL_FREE, VOIP -> true;
            case PREMIUM_RATE, SHARED_COST, PERSONAL_NUMBER, PAGER, UAN, VOICEMAIL, UNKNOWN ->
                    false;
        };
    }

    /** Toll-free numbers of a shared country code (+1) belong to all its countries. */
    private static boolean allows(
            Collection<String> allowed, String region, PhoneNumberType type, int code) {
        return allowed.isEmpty()
                || allowed.contains(region)
                || (type == PhoneNumberType.TOLL_FREE
                        && allowed.stream()
                                .anyMatch(a -> NUMBERS.getCountryCodeForRegion(a) == code));
    }

    /** Emergency and short numbers are no numbers to libphonenumber; the person hears which. */
    private static PhoneReading shortOrInvalid(String text, String country) {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        if (SHORT_NUMBERS.connectsToEmergencyNumber(digits, country)) {
            return refused(RowCode.PHONE_NOT_ALLOWED, "emergency number");
        }
        if (digits.length() >= 3 && digits.length() <= 6 && isShort(digits, country)) {
            return refused(RowCode.PHONE_NOT_ALLOWED, "short number");
        }
        return refused(
                RowCode.PHONE_INVALID, "not a phone number in use (read for " + country + ")");
    }

    private static boolean isShort(String digits, String country) {
        var number = new Phonenumber.PhoneNumber();
        number.setCountryCode(NUMBERS.getCountryCodeForRegion(country));
        number.setNationalNumber(Long.parseLong(digits));
        return SHORT_NUMBERS.isPossibleShortNumberForRegion(number, country);
    }

    private static String named(PhoneNumberType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static PhoneReading.Refused refused(RowCode code, String reason) {
        return new PhoneReading.Refused(code, reason);
    }
}
