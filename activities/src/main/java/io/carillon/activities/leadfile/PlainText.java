package io.carillon.activities.leadfile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;

/**
 * The text of an uploaded file as bytes that contain ASCII: unpacked, without mark, UTF-16 turned
 * into UTF-8.
 */
final class PlainText {
    /** 1 GB as uploaded, and as unpacked: a small gzip can unpack to anything. */
    static final long BYTES_MAX = 1L << 30;

    /** What is looked at to tell encoding and delimiter, and refused at upload. */
    static final int HEAD_BYTES = 64 * 1024;

    private final Encoding encoding;
    private final byte[] head;
    private final InputStream text;

    private PlainText(Encoding encoding, byte[] head, InputStream text) {
        this.encoding = encoding;
        this.head = head;
        this.text = text;
    }

    /**
     * @throws LeadFileRefused for what is no text at all, at once or while reading
     */
    static PlainText open(InputStream file) throws IOException {
        InputStream unpacked = new CappedStream(unpack(file), BYTES_MAX);
        byte[] raw = HeadStream.readHead(unpacked, HEAD_BYTES);
        refuseArchive(raw);
        Encoding encoding = Encoding.of(raw);
        InputStream whole = new HeadStream(raw, unpacked);
        InputStream text =
                WithoutMark.of(
                        encoding.twoByte() ? new Utf16Stream(whole, encoding.charset()) : whole);
        byte[] head = HeadStream.readHead(text, HEAD_BYTES);
        return new PlainText(encoding, head, new HeadStream(head, text));
    }

    Encoding encoding() {
        return encoding;
    }

    byte[] head() {
        return head;
    }

    InputStream text() {
        return text;
    }

    private static InputStream unpack(InputStream file) throws IOException {
        var pushback = new PushbackInputStream(new BufferedInputStream(file, HEAD_BYTES), 2);
        byte[] magic = pushback.readNBytes(2);
        pushback.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        return gzip ? new GZIPInputStream(pushback, HEAD_BYTES) : pushback;
    }

    private static void refuseArchive(byte[] raw) {
        boolean zip = raw.length > 3 && raw[0] == 'P' && raw[1] == 'K' && raw[2] < 9 && raw[3] < 9;
        boolean ole = raw.length > 3 && raw[0] == (byte) 0xD0 && raw[1] == (byte) 0xCF;
        if (zip || ole) {
            throw new LeadFileRefused(
                    "FILE_NOT_TEXT", "a spreadsheet or archive, not a text file (save it as CSV)");
        }
    }
}
