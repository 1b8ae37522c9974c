package io.carillon.dev.standin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** WAV, 8 kHz, 16 bit: recordings are quiet tones, and foreign files are only measured. */
public final class Wav {
    private static final int RATE = 8000;
    private static final int HEADER = 44;
    private static final double TONE_HZ = 440;
    private static final int AMPLITUDE = 3000;
    private static final int BYTE_RATE_AT = 28;

    private Wav() {}

    /**
     * @param channels 1 or 2
     */
    public static byte[] tone(Duration length, int channels) {
        int frames = Math.toIntExact(length.toMillis() * RATE / 1000);
        int bytes = 2 * channels * frames;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + bytes).order(ByteOrder.LITTLE_ENDIAN);
        tag(wav, "RIFF").putInt(HEADER - 8 + bytes);
        tag(wav, "WAVE");
        tag(wav, "fmt ").putInt(16).putShort((short) 1).putShort((short) channels);
        wav.putInt(RATE).putInt(2 * channels * RATE);
        wav.putShort((short) (2 * channels)).putShort((short) 16);
        tag(wav, "data").putInt(bytes);
        for (int frame = 0; frame < frames; frame++) {
            double sample = AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * frame / RATE);
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort((short) sample);
            }
        }
        return wav.array();
    }

    private static ByteBuffer tag(ByteBuffer wav, String letters) {
        return wav.put(letters.getBytes(StandardCharsets.US_ASCII));
    }

    /** How long a file plays; what is no WAV is taken for 8,000 bytes a second. */
    public static Duration length(byte[] file) {
        int byteRate = RATE;
        int audio = file.length;
        if (file.length >= HEADER && file[0] == 'R' && file[8] == 'W') {
            ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            byteRate = Math.max(1, header.getInt(BYTE_RATE_AT));
            audio = file.length - HEADER;
        }
        return Duration.ofMillis(1000L * audio / byteRate);
    }
}
