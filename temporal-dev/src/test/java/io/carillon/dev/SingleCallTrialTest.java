package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Set;
import java.util.stream.IntStream;

class SingleCallTrialTest {
    static Set<String> everybody() {
        return SingleCallTrial.SOMEBODY.keySet();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void callsNumbersThatAreInUse(String somebody) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

        assertThat(IntStream.range(0, SingleCallTrial.CALLS).mapToObj(somebody::formatted))
                .hasSize(SingleCallTrial.CALLS)
                .allSatisfy(
                        number ->
                                assertThat(numbers.isValidNumber(read(numbers, number))).isTrue());
    }

    private static PhoneNumber read(PhoneNumberUtil numbers, String number)
            throws NumberParseException {
        return numbers.parse(number, null);
    }
}
