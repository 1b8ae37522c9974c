package io.carillon.activities.carrier;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Audio that says nothing, for carriers that can play but not wait: WAV, 8 kHz, 8 bit, mono, which
 * is silent at 128.
 */
public final class Silence {
    /** Of its name in a call's audio; milliseconds follow. */
    static final String PREFIX = "silence-";

    // No flow pauses longer, and no greeting of a mailbox is.
    private static final int MILLIS_MOST = 120_000;

    private static final int HEADER = 44;
    private static final int BYTES_PER_SECOND = 8000;

    private Silence() {}

    /** Empty when the name is of no silence. */
    public static Optional<byte[]> named(String audio) {
        if (!audio.matches(PREFIX + "[0-9]{1,6}")) {
            return Optional.empty();
        }
        int millis = Integer.parseInt(audio.substring(PREFIX.length()));
        return millis > MILLIS_MOST
                ? Optional.empty()
                : Optional.of(wav(Duration.ofMillis(millis)));
    }

    private static byte[] wav(Duration length) {
        int bytes = Math.toIntExact(length.toMillis() * BYTES_PER_SECOND / 1000);
        byte[] file = new byte[HEADER + bytes];
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        tag(header, "RIFF").putInt(HEADER - 8 + bytes);
        tag(header, "WAVE");
        tag(header, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(BYTES_PER_SECOND).putInt(BYTES_PER_SECOND);
        header.putShort((short) 1).putShort((short) 8);
        tag(header, "data").putInt(bytes);
        Arrays.fill(file, HEADER, file.length, (byte) 128);
        return file;
    }

    private static ByteBuffer tag(ByteBuffer header, String letters) {
        return header.put(letters.getBytes(StandardCharsets.US_ASCII));
    }
}
