package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.workflows.phone.PhoneNumber;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearnessTest {
    @ParameterizedTest(name = "{0} to {1}: {2}, {3}")
    @CsvSource({
        "+12125550100, +12125550123,   0, the same area code",
        "+17185550100, +12125550123,   1, another one of New York",
        "+13055550100, +12125550123,   2, Florida and New York",
        "+14165550100, +12125550123,   3, Canada and the United States",
        "+14165550100, +16135550123,   1, two of Ontario",
        "+18005550100, +12125550123,   3, toll-free is nowhere",
        "+18005550100, +18005550123,   3, and so is another one",
        "+442079460000, +442079460123, 0, London",
        "+441614960000, +442079460123, 2, Manchester and London",
        "+447700900000, +442079460123, 2, a mobile number has no area",
        "+447700900000, +447700900123, 2, nor have two",
        "+33142685300, +442079460123,  3, another country"
    })
    void countsStepsFromTheNumberCalled(String shown, String called, int steps, String why) {
        assertThat(Nearness.steps(new PhoneNumber(shown), new PhoneNumber(called)))
                .as(why)
                .isEqualTo(steps);
    }
}
