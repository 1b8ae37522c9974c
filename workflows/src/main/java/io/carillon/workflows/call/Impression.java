package io.carillon.workflows.call;

import org.jspecify.annotations.Nullable;

/**
 * What our own row knows of the far end when a call is judged.
 *
 * @param answered somebody or something answered
 * @param answeredBy the detector's verdict; null when none came
 * @param heard a digit or speech came from the far end
 * @param messageLeft the message after the beep was spoken to its end
 */
public record Impression(
        boolean answered, @Nullable AnsweredBy answeredBy, boolean heard, boolean messageLeft) {
    /** Nothing is known. */
    public static final Impression NONE = new Impression(false, null, false, false);
}
