package io.carillon.activities.leadfile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.function.LongSupplier;

/**
 * The text of an uploaded file as bytes that contain ASCII: unpacked, without mark, UTF-16 turned
 * into UTF-8.
 */
final class PlainText {
    /** 1 GB as uploaded, and as unpacked: a small gzip can unpack to anything. */
    static final long BYTES_MAX = 1L << 30;

    /** What is looked at to tell encoding and delimiter, and refused at upload. */
    static final int HEAD_BYTES = 64 * 1024;

    private static final int MARK_BYTES = 3;

    private final Encoding encoding;
    private final boolean packed;
    private final boolean marked;
    private final byte[] head;
    private final InputStream text;
    private final LongSupplier fileBytes;

    /**
     * @param fileBytes how many bytes of the file were turned into text
     */
    private PlainText(
            Encoding encoding,
            boolean packed,
            boolean marked,
            byte[] head,
            InputStream text,
            LongSupplier fileBytes) {
        this.encoding = encoding;
        this.packed = packed;
        this.marked = marked;
        this.head = head;
        this.text = text;
        this.fileBytes = fileBytes;
    }

    /**
     * @throws LeadFileRefused for what is no text at all, at once or while reading
     */
    static PlainText open(InputStream file) throws IOException {
        var pushback = new PushbackInputStream(new BufferedInputStream(file, HEAD_BYTES), 2);
        byte[] magic = pushback.readNBytes(2);
        pushback.unread(magic);
        boolean packed = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        if (packed) {
            var gunzip = new Gunzip(pushback);
            return open(gunzip, true, gunzip::bytesUnpacked);
        }
        var plain = new CountedStream(pushback);
        return open(plain, false, plain::bytes);
    }

    private static PlainText open(InputStream unpacked, boolean packed, LongSupplier fileBytes)
            throws IOException {
        var capped = new CappedStream(unpacked, BYTES_MAX);
        byte[] raw = HeadStream.readHead(capped, HEAD_BYTES);
        FileKind.ofBytes(raw).ifPresent(PlainText::refuse);
        return open(Encoding.of(raw), packed, new HeadStream(raw, capped), fileBytes);
    }

    private static PlainText open(
            Encoding encoding, boolean packed, InputStream whole, LongSupplier fileBytes)
            throws IOException {
        InputStream text = encoding.twoByte() ? new Utf16Stream(whole, encoding) : whole;
        byte[] head = HeadStream.readHead(text, HEAD_BYTES);
        boolean marked = Utf8.isMarked(head);
        InputStream rest = new HeadStream(head, text);
        rest.skipNBytes(marked ? MARK_BYTES : 0);
        byte[] unmarked = java.util.Arrays.copyOfRange(head, marked ? MARK_BYTES : 0, head.length);
        FileKind.ofText(unmarked).ifPresent(PlainText::refuse);
        return new PlainText(encoding, packed, marked, unmarked, rest, fileBytes);
    }

    private static void refuse(String kind) {
        throw new LeadFileRefused(
                "FILE_NOT_A_TABLE",
                "this seems to be " + kind + ", not a table in text (save it as CSV)");
    }

    Encoding encoding() {
        return encoding;
    }

    /** The beginning of the text. */
    byte[] head() {
        return head;
    }

    /** Nothing but spaces and line ends, as far as can be seen. */
    boolean blank() {
        for (byte one : head) {
            if (one < 0 || one > ' ') {
                return false;
            }
        }
        return head.length < HEAD_BYTES;
    }

    InputStream text() {
        return text;
    }

    /**
     * About how many bytes of the file hold the text up to a place: of a plain file exactly; what
     * is unpacked or decoded ahead of the place is taken off by its share.
     *
     * @param taken how far the text was taken from the stream
     */
    long fileBytes(long offset, long taken) {
        if (!packed && !encoding.twoByte()) {
            return offset + (marked ? MARK_BYTES : 0);
        }
        return taken == 0 ? 0 : Math.round((double) fileBytes.getAsLong() * offset / taken);
    }

    /**
     * The text behind so many of its bytes. A plain file is read from there; what is packed or of
     * two bytes a letter is decoded once more from its beginning, which costs some seconds a
     * gigabyte.
     *
     * @param file the same file, from its beginning
     */
    PlainText behind(long offset, InputStream file) throws IOException {
        if (!packed && !encoding.twoByte()) {
            file.skipNBytes(offset + (marked ? MARK_BYTES : 0));
            return new PlainText(encoding, packed, marked, head, file, fileBytes);
        }
        PlainText again = open(file);
        again.text().skipNBytes(offset);
        return again;
    }
}
