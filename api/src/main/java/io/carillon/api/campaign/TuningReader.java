package io.carillon.api.campaign;

import io.carillon.activities.settings.TuningJson;
import io.carillon.api.http.JsonReader;
import io.carillon.workflows.call.MachineTuning;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Reads {@code answering_machine.tuning}, of campaigns and of single calls. */
public final class TuningReader {
    private static final String TUNING = "tuning";

    private TuningReader() {}

    /**
     * @param machine the {@code answering_machine} it is a member of
     * @param detect what that says of detection
     * @return null: not given
     */
    public static @Nullable MachineTuning read(JsonReader machine, boolean detect) {
        JsonReader tuning = machine.object(TUNING);
        if (tuning == null) {
            return null;
        }
        if (!detect) {
            machine.refuse(
                    TUNING, "CONTRADICTION", "beside detect false; nothing would be detected");
        }
        // Twilio docs, Answering Machine Detection, optional API tuning parameters.
        Integer timeout = tuning.integer(TuningJson.TIMEOUT, 3, 59);
        return new MachineTuning(
                timeout == null ? null : Duration.ofSeconds(timeout),
                millis(tuning, TuningJson.SPEECH, 1000, 6000),
                millis(tuning, TuningJson.SPEECH_END, 500, 5000),
                millis(tuning, TuningJson.SILENCE, 2000, 10_000));
    }

    private static @Nullable Duration millis(JsonReader json, String name, int least, int most) {
        Integer millis = json.integer(name, least, most);
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
