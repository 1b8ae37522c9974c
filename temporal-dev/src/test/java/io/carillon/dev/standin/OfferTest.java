package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Press 1 to confirm, 2 to talk to someone, 9 never to be called again. | 129 | 9
                    To hear your balance, press two. To stop these calls, press nine. | 29 | 9
                    Please press star to go on or pound to end. | *# | ''
                    We are open 24-7, call 555 1234. Press 3 now. | 3 | ''
                    Your appointment is at 3. Goodbye. | '' | ''
                    Enter your code of 12 digits. | '' | ''
                    Dial 0 for the operator; 8 to opt out. | 08 | 8
                    """)
    void isWhatAListenerUnderstands(String prompt, String keys, String optOut) {
        Offer offer = Offer.in(prompt);

        assertThat(String.join("", offer.keys())).isEqualTo(keys);
        assertThat(offer.optOut().orElse("")).isEqualTo(optOut);
    }
}
