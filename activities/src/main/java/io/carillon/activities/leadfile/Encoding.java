package io.carillon.activities.leadfile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a lead file's text is encoded. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8),
    UTF_16LE(StandardCharsets.UTF_16LE),
    UTF_16BE(StandardCharsets.UTF_16BE),
    WINDOWS_1252(Charset.forName("windows-1252"));

    private final Charset charset;

    Encoding(Charset charset) {
        this.charset = charset;
    }

    /** Judged by the file's first bytes: mark, ASCII in two bytes, validity as UTF-8. */
    static Encoding of(byte[] head) {
        if (head.length >= 2) {
            int mark = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
            if (mark == 0xFEFF || isTwoByte(head, 0)) {
                return UTF_16BE;
            }
            if (mark == 0xFFFE || isTwoByte(head, 1)) {
                return UTF_16LE;
            }
        }
        return Utf8.isValidStart(head) ? UTF_8 : WINDOWS_1252;
    }

    /**
     * Delimiters, digits and line ends are ASCII in every language: a tenth of the units at least,
     * each with its zero byte on the same side.
     */
    private static boolean isTwoByte(byte[] head, int zeroAt) {
        int ascii = 0;
        int wrongSide = 0;
        for (int i = 0; i + 1 < head.length; i += 2) {
            byte zero = head[i + zeroAt];
            byte letter = head[i + 1 - zeroAt];
            ascii += zero == 0 && letter > 0 ? 1 : 0;
            wrongSide += letter == 0 ? 1 : 0;
        }
        return ascii > head.length / 20 && wrongSide * 20 < ascii;
    }

    boolean twoByte() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    Charset charset() {
        return charset;
    }

    /** As shown to people: {@code UTF-8}. */
    String shown() {
        return charset.name().toLowerCase(Locale.ROOT).startsWith("utf")
                ? charset.name()
                : "windows-1252";
    }
}
