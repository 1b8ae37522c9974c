package io.carillon.activities.flow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What audio says about itself: WAV or MP3 by its first bytes, never by the name or type it came
 * with.
 *
 * @param length of play; for MP3 judged by the first frame's bit rate
 */
record AudioFile(String contentType, Duration length) {
    private static final int[] MPEG1_LAYER3_KILOBITS = {
        0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
    };
    private static final int[] MPEG2_LAYER3_KILOBITS = {
        0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
    };

    /** Empty when it is neither, or broken before any sound. */
    static Optional<AudioFile> of(byte[] bytes) {
        if (tag(bytes, 0).equals("RIFF") && tag(bytes, 8).equals("WAVE")) {
            return wav(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        return mp3(bytes);
    }

    /** RIFF: chunks of a tag, a length and as many bytes, padded to even. */
    private static Optional<AudioFile> wav(ByteBuffer bytes) {
        long bytesPerSecond = 0;
        for (int at = 12; at + 8 <= bytes.capacity(); ) {
            String tag = tag(bytes.array(), at);
            long size = Integer.toUnsignedLong(bytes.getInt(at + 4));
            if (tag.equals("fmt ") && at + 20 <= bytes.capacity()) {
                bytesPerSecond = Integer.toUnsignedLong(bytes.getInt(at + 16));
            }
            if (tag.equals("data")) {
                // Streamed files give a length of 0 or all ones: what is there counts.
                long there = bytes.capacity() - at - 8L;
                long sound = size == 0 ? there : Math.min(size, there);
                return bytesPerSecond == 0 || sound == 0
                        ? Optional.empty()
                        : Optional.of(
                                new AudioFile(
                                        "audio/wav",
                                        Duration.ofMillis(sound * 1000 / bytesPerSecond)));
            }
            long next = at + 8L + size + (size & 1);
            if (next > bytes.capacity()) {
                return Optional.empty();
            }
            at = (int) next;
        }
        return Optional.empty();
    }

    /** ID3v2 (id3.org) in front is skipped; a frame begins with eleven set bits (ISO 11172-3). */
    private static Optional<AudioFile> mp3(byte[] bytes) {
        int at = tag(bytes, 0).startsWith("ID3") && bytes.length > 10 ? 10 + id3Length(bytes) : 0;
        if (at + 4 > bytes.length || (bytes[at] & 0xff) != 0xff || (bytes[at + 1] & 0xe6) != 0xe2) {
            return Optional.empty();
        }
        boolean mpeg1 = (bytes[at + 1] & 0x18) == 0x18;
        int index = (bytes[at + 2] & 0xf0) >> 4;
        if (index == 0 || index == 15) {
            return Optional.empty();
        }
        int kilobits = (mpeg1 ? MPEG1_LAYER3_KILOBITS : MPEG2_LAYER3_KILOBITS)[index];
        return Optional.of(
                new AudioFile(
                        "audio/mpeg", Duration.ofMillis((bytes.length - at) * 8L / kilobits)));
    }

    /** Four bytes of seven bits. */
    private static int id3Length(byte[] bytes) {
        return (bytes[6] & 0x7f) << 21
                | (bytes[7] & 0x7f) << 14
                | (bytes[8] & 0x7f) << 7
                | (bytes[9] & 0x7f);
    }

    private static String tag(byte[] bytes, int at) {
        return at + 4 > bytes.length ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
