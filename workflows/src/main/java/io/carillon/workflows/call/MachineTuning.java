package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Thresholds of a carrier's machine detection, as a campaign asks for them. Null leaves a threshold
 * to the carrier. Ranges and defaults are Twilio's (twilio.com/docs/voice/answering-machine-
 * detection, optional API tuning parameters); who writes a tuning keeps to them, who reads one does
 * not check again.
 *
 * @param timeout for the whole detection, whole seconds from 3 to 59; when it passes the verdict is
 *     unknown. Null: 30 s at Twilio
 * @param speechThreshold speech that lasts longer is a machine's, shorter a person's; whole
 *     milliseconds from 1000 to 6000. Null: 2400 ms at Twilio
 * @param speechEndThreshold silence behind speech after which the speech counts as over; whole
 *     milliseconds from 500 to 5000. A person's verdict comes that much later. Null: 1200 ms at
 *     Twilio
 * @param silenceTimeout silence at first after which the verdict is unknown; whole milliseconds
 *     from 2000 to 10000. Null: 5000 ms at Twilio
 */
public record MachineTuning(
        @Nullable Duration timeout,
        @Nullable Duration speechThreshold,
        @Nullable Duration speechEndThreshold,
        @Nullable Duration silenceTimeout) {}
