package io.carillon.workflows.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import io.carillon.workflows.WorkflowData;
import io.temporal.api.common.v1.Payload;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** As it stands in histories. */
class MachinePolicyTest {
    private static final String WITHOUT_TUNING =
            """
            {"detect":true,"onMachine":"HANG_UP","onUnknown":"CONTINUE"}""";

    private static final MachinePolicy UNTUNED =
            new MachinePolicy(
                    true, MachinePolicy.OnMachine.HANG_UP, MachinePolicy.OnUnknown.CONTINUE);

    @Test
    void readsWhatWasWrittenBeforeThereWasATuning() {
        Payload old = payload(UNTUNED).setData(ByteString.copyFromUtf8(WITHOUT_TUNING)).build();

        assertThat(read(old)).isEqualTo(UNTUNED);
    }

    @Test
    void writesNothingOfATuningThatIsNotAskedFor() {
        assertThat(payload(UNTUNED).getData().toStringUtf8()).isEqualTo(WITHOUT_TUNING);
    }

    @Test
    void readsBackTheTuningItWrote() {
        var tuned =
                new MachinePolicy(
                        true,
                        MachinePolicy.OnMachine.HANG_UP,
                        MachinePolicy.OnUnknown.CONTINUE,
                        new MachineTuning(
                                Duration.ofSeconds(20), null, Duration.ofMillis(1500), null));

        assertThat(read(payload(tuned).build())).isEqualTo(tuned);
    }

    private static Payload.Builder payload(MachinePolicy policy) {
        return WorkflowData.converter().toPayload(policy).orElseThrow().toBuilder();
    }

    private static MachinePolicy read(Payload payload) {
        return WorkflowData.converter()
                .fromPayload(payload, MachinePolicy.class, MachinePolicy.class);
    }
}
