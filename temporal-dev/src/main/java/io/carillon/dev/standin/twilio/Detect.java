package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

/**
 * What was asked of the answering-machine detection, with the defaults of its page.
 *
 * @param atEnd DetectMessageEnd: a machine is told of when its greeting is over
 * @param timeoutSeconds after which nothing but unknown is told
 * @param speechMillis speech as long as this is a machine's
 * @param speechEndMillis of silence behind speech after which it is over
 * @param silenceMillis of silence at first after which nothing but unknown is told
 * @param inBackground AsyncAmd: the document does not wait for the verdict
 */
record Detect(
        boolean atEnd,
        int timeoutSeconds,
        int speechMillis,
        int speechEndMillis,
        int silenceMillis,
        boolean inBackground,
        @Nullable Hook callback) {
    private static final TwilioError WRONG = TwilioError.CALLS_RESOURCE;

    /** Null: not asked for. */
    static @Nullable Detect read(Fields fields) {
        String mode = fields.text("MachineDetection");
        // Twilio's page says of SendDigits that detection is then not done.
        if (mode == null || fields.has("SendDigits")) {
            return null;
        }
        fields.oneOf("MachineDetection", mode, "Enable", "DetectMessageEnd");
        return new Detect(
                mode.equals("DetectMessageEnd"),
                fields.whole("MachineDetectionTimeout", 30, 3, 59),
                fields.whole("MachineDetectionSpeechThreshold", 2400, 1000, 6000),
                fields.whole("MachineDetectionSpeechEndThreshold", 1200, 500, 5000),
                fields.whole("MachineDetectionSilenceTimeout", 5000, 2000, 10_000),
                fields.truth("AsyncAmd"),
                fields.hook("AsyncAmdStatusCallback", "AsyncAmdStatusCallbackMethod", WRONG));
    }
}
