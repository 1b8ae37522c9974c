package io.carillon.workflows.ids;

import java.math.BigInteger;
import java.util.UUID;

/**
 * The written form of ids: 128 bits as 26 characters of Crockford's base32
 * (crockford.com/base32.html), lower case.
 */
final class WrittenId {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 26;

    private WrittenId() {}

    static String format(String prefix, UUID value) {
        long high = value.getMostSignificantBits();
        long low = value.getLeastSignificantBits();
        char[] digits = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return prefix + "_" + new String(digits);
    }

    static UUID parse(String prefix, String written) {
        if (!written.startsWith(prefix + "_") || written.length() != prefix.length() + 1 + LENGTH) {
            throw new IllegalArgumentException(
                    "not an id (expected: " + prefix + "_ and 26 characters)");
        }
        BigInteger bits = BigInteger.ZERO;
        for (char digit : written.substring(prefix.length() + 1).toCharArray()) {
            int five = ALPHABET.indexOf(digit);
            if (five < 0) {
                throw new IllegalArgumentException(
                        "not an id (expected: Crockford base32 in lower case)");
            }
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(five));
        }
        if (bits.bitLength() > 128) {
            throw new IllegalArgumentException("not an id (more than 128 bits)");
        }
        return new UUID(bits.shiftRight(64).longValue(), bits.longValue());
    }
}
