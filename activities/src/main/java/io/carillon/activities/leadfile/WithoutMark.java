package io.carillon.activities.leadfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Takes a byte order mark off the beginning of UTF-8 text. */
final class WithoutMark {
    private WithoutMark() {}

    static InputStream of(InputStream text) throws IOException {
        var pushback = new PushbackInputStream(text, 3);
        byte[] first = HeadStream.readHead(pushback, 3);
        boolean mark =
                first.length == 3
                        && first[0] == (byte) 0xEF
                        && first[1] == (byte) 0xBB
                        && first[2] == (byte) 0xBF;
        if (!mark) {
            pushback.unread(first);
        }
        return pushback;
    }
}
