package io.carillon.activities.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What people hear on hold where the carrier fetches what it plays: a slow chord, broken, made here
 * and so nobody else's. WAV, 8 kHz, 16 bits, one channel: what a telephone line carries.
 */
public final class HoldMusic {
    public static final Duration LENGTH = Duration.ofSeconds(20);

    private static final int RATE = 8000;
    private static final int HEADER = 44;

    // A quarter of full scale: below a voice on the same line.
    private static final double LOUDNESS = 0.25 * Short.MAX_VALUE;

    /** A, C sharp, E and back, in hertz. */
    private static final double[] NOTES = {220.0, 277.18, 329.63, 277.18};

    private static final double NOTE_SECONDS = 1.0;

    // At the end of its second a note has died away, so that it begins again without a click.
    private static final double DECAY = 4.0;

    private HoldMusic() {}

    private static final class Made {
        static final byte[] WAV = make();
    }

    /** The file. */
    public static byte[] wav() {
        return Made.WAV.clone();
    }

    private static byte[] make() {
        int samples = RATE * (int) LENGTH.toSeconds();
        int bytes = samples * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE * Short.BYTES).putShort((short) Short.BYTES);
        wav.putShort((short) Short.SIZE);
        wav.put(ascii("data")).putInt(bytes);
        for (int n = 0; n < samples; n++) {
            wav.putShort((short) sample((double) n / RATE));
        }
        return wav.array();
    }

    private static double sample(double seconds) {
        double note = NOTES[(int) (seconds / NOTE_SECONDS) % NOTES.length];
        double since = seconds % NOTE_SECONDS;
        return LOUDNESS * Math.exp(-DECAY * since) * Math.sin(2 * Math.PI * note * since);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
