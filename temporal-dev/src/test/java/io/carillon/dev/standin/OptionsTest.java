package io.carillon.dev.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class OptionsTest {
    private static final Set<String> KNOWN = Set.of("port", "numbers");

    @Test
    void areReadByTheirNames() {
        Options options = new Options(KNOWN, "--numbers", "+12025550100, +12025550101");

        assertThat(options.list("numbers", "")).containsExactly("+12025550100", "+12025550101");
        assertThat(options.whole("port", 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--speed 3", "numbers= 1"})
    void areNamedWhenTheyAreNotUnderstood(String words) {
        assertThatThrownBy(() -> new Options(KNOWN, words.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("(expected: --name value, with one of [numbers, port])");
    }
}
