package io.carillon.dev.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Cuts what a client sends to PostgreSQL into messages: a letter, four bytes of length, a body. The
 * first ones have no letter.
 */
final class PostgresMessages {
    /** Of a body; statements are shorter, and of their parameters only names are wanted. */
    private static final int KEPT = 1 << 14;

    private static final int REQUEST_SSL = 80877103;

    private final BiConsumer<Character, String> message;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean started;
    private char type;
    private int headerBytes;
    private int length;
    private int read;

    PostgresMessages(BiConsumer<Character, String> message) {
        this.message = message;
    }

    void read(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte one) {
        int header = started ? 5 : 4;
        if (headerBytes < header) {
            if (started && headerBytes == 0) {
                type = (char) one;
            } else {
                length = length << 8 | one & 0xff;
            }
            headerBytes++;
        } else {
            read++;
            if (read <= KEPT) {
                body.write(one);
            }
        }
        if (headerBytes == header && read == length - 4) {
            whole();
        }
    }

    private void whole() {
        if (started) {
            message.accept(type, body.toString(StandardCharsets.ISO_8859_1));
        } else {
            byte[] first = body.toByteArray();
            started = first.length != 4 || code(first) != REQUEST_SSL;
        }
        body.reset();
        headerBytes = 0;
        length = 0;
        read = 0;
    }

    private static int code(byte[] four) {
        return (four[0] & 0xff) << 24
                | (four[1] & 0xff) << 16
                | (four[2] & 0xff) << 8
                | four[3] & 0xff;
    }
}
