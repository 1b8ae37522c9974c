package io.carillon.activities.carrier.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Recordings are made when they are fetched: a quiet tone of the length their name says. WAV, 8
 * kHz, 16 bit, mono.
 */
final class Recordings {
    private static final int RATE = 8000;
    private static final int HEADER = 44;
    private static final double TONE_HZ = 440;
    private static final int AMPLITUDE = 3000;

    private Recordings() {}

    static String name(String callId, int number, double seconds) {
        return callId + "-" + number + "-" + Math.round(seconds * 1000);
    }

    static String callOf(String name) {
        int dash = name.indexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    /** NumberFormatException when it is no recording's name. */
    static byte[] wav(String name) {
        long ms = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        int samples = Math.toIntExact(ms * RATE / 1000);
        ByteBuffer wav = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        tag(wav, "RIFF").putInt(HEADER - 8 + 2 * samples);
        tag(wav, "WAVE");
        tag(wav, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        tag(wav, "data").putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            wav.putShort((short) (AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * i / RATE)));
        }
        return wav.array();
    }

    private static ByteBuffer tag(ByteBuffer wav, String letters) {
        return wav.put(letters.getBytes(StandardCharsets.US_ASCII));
    }
}
