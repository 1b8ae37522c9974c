package io.carillon.api.campaign;

import io.carillon.api.http.JsonReader;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.call.MachinePolicy.OnMachine;
import io.carillon.workflows.call.MachinePolicy.OnUnknown;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads {@code answering_machine}. */
final class MachineReader {
    private static final int MESSAGE_MAX = 4000;

    private MachineReader() {}

    record Machines(MachinePolicy policy, @Nullable String message) {}

    static Machines read(@Nullable JsonReader json) {
        if (json == null) {
            return new Machines(
                    new MachinePolicy(true, OnMachine.HANG_UP, OnUnknown.CONTINUE), null);
        }
        boolean detect = Objects.requireNonNullElse(json.flag("detect"), true);
        String onMachine = json.word("on_machine", List.of("hang_up", "leave_message", "continue"));
        String onUnknown = json.word("on_unknown", List.of("continue", "hang_up"));
        String message = json.text("message", MESSAGE_MAX);
        if ("leave_message".equals(onMachine) && (message == null || message.isBlank())) {
            json.refuse("message", "REQUIRED", "is required to leave a message");
        }
        return new Machines(
                new MachinePolicy(
                        detect,
                        OnMachine.valueOf(word(onMachine, "hang_up")),
                        OnUnknown.valueOf(word(onUnknown, "continue")),
                        TuningReader.read(json, detect)),
                message);
    }

    private static String word(@Nullable String given, String otherwise) {
        return Objects.requireNonNullElse(given, otherwise).toUpperCase(Locale.ROOT);
    }
}
