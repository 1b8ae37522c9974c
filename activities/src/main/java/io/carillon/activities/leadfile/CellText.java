package io.carillon.activities.leadfile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of one cell. UTF-8 where it is valid UTF-8, else Windows-1252: files that were pasted
 * together from both are common, and text of the one is practically never valid in the other. Cell
 * by cell, so that a byte found far behind the beginning changes nothing that was read before.
 */
final class CellText {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private CellText() {}

    static String of(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !Utf8.isValid(bytes, from, to)) {
            text = new String(bytes, from, to - from, WINDOWS_1252);
        }
        // PostgreSQL holds no NUL in text.
        return text.indexOf('\0') >= 0 ? text.replace("\0", "") : text;
    }
}
