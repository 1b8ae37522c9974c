package io.carillon.activities.flow;

import io.carillon.workflows.ids.BlobId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What the far end hears, one after the other, without anything being decided. */
sealed interface Speech {
    /** Text with placeholders. */
    record Say(String text) implements Speech {}

    /**
     * Audio, WAV or MP3.
     *
     * @param audio null until its URL was fetched
     * @param url where it is fetched from when the flow is saved; null: it was uploaded
     * @param length zero until it was looked at
     */
    record Play(@Nullable BlobId audio, @Nullable String url, Duration length) implements Speech {}

    record Pause(Duration length) implements Speech {}

    /** {@code 0-9 * # A-D}, {@code w} waits half a second. */
    record SendDigits(String digits) implements Speech {}
}
