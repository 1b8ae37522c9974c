package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.dev.CallOptions.Part;

import org.junit.jupiter.api.Test;

import java.util.Set;

class CallOptionsTest {
    @Test
    void measuresEverythingButTheHeapUnlessSaid() {
        CallOptions options = CallOptions.of(new String[] {"--seed", "7"});

        assertThat(options)
                .isEqualTo(
                        new CallOptions(
                                20,
                                7,
                                Set.of(Part.TURNS, Part.STATEMENTS, Part.LATENCY, Part.GROWTH),
                                5_000));
    }

    @Test
    void takesTheSecondsOfATurnAndTheParts() {
        CallOptions options = CallOptions.of(new String[] {"5", "--only", "latency,growth"});

        assertThat(options.seconds()).isEqualTo(5);
        assertThat(options.parts()).containsExactlyInAnyOrder(Part.LATENCY, Part.GROWTH);
    }

    @Test
    void refusesTheHeapBesideAnythingElse() {
        assertThatThrownBy(() -> CallOptions.of(new String[] {"--only", "heap,turns"}))
                .hasMessage("heap is measured alone: --only heap");
    }
}
