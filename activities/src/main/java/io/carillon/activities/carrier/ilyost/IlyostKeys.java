package io.carillon.activities.carrier.ilyost;

import io.carillon.activities.carrier.Script;

/** What keys mean to a gather that Ilyost knows less of than we do. */
final class IlyostKeys {
    private IlyostKeys() {}

    static String upToFinish(String keys, String finishOn) {
        for (int key = 0; key < keys.length(); key++) {
            if (finishOn.indexOf(keys.charAt(key)) >= 0) {
                return keys.substring(0, key);
            }
        }
        return keys;
    }

    /** Of one digit: it is asked again, as if the key had not been pressed. */
    static boolean wrong(String digits, Script.Gather gather) {
        return gather.maxDigits() == 1
                && !digits.isEmpty()
                && gather.validDigits().indexOf(digits.charAt(0)) < 0;
    }

    static String reason(String keys, String digits, Script.Gather gather) {
        if (keys.isEmpty()) {
            return "no_input";
        }
        if (digits.length() < keys.length()) {
            return "finish_key";
        }
        return digits.length() < gather.maxDigits() ? "inter_digit_timeout" : "max_digits";
    }
}
