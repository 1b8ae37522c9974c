package io.carillon.activities.leadfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file is that is no table of text, told by its first bytes. The signatures are those of the
 * formats' own specifications, as collected in file(1)'s magic database.
 */
final class FileKind {
    /**
     * @param at where the bytes stand
     * @param bytes one character a byte (ISO 8859-1)
     */
    private record Signature(int at, String bytes, String kind) {}

    // A signature of one or two letters could begin a header; those wait for looksBinary.
    private static final List<Signature> SIGNATURES =
            List.of(
                    new Signature(0, "\u00D0\u00CF\u0011\u00E0", "an old Excel or Word file"),
                    new Signature(0, "%PDF-", "a PDF"),
                    new Signature(0, "\u0089PNG\r\n", "a PNG image"),
                    new Signature(0, "\u00FF\u00D8\u00FF", "a JPEG image"),
                    new Signature(0, "GIF8", "a GIF image"),
                    new Signature(0, "II*\0", "a TIFF image"),
                    new Signature(0, "MM\0*", "a TIFF image"),
                    new Signature(0, "RIFF", "an image, sound or film (RIFF)"),
                    new Signature(4, "ftyp", "a film or image (MP4, HEIC)"),
                    new Signature(0, "OggS", "a sound (Ogg)"),
                    new Signature(0, "ID3\u0003", "a sound (MP3)"),
                    new Signature(0, "ID3\u0004", "a sound (MP3)"),
                    new Signature(0, "fLaC", "a sound (FLAC)"),
                    new Signature(0, "{\\rtf", "an RTF document"),
                    new Signature(0, "\u007FELF", "a program (ELF)"),
                    new Signature(0, "\u00CA\u00FE\u00BA\u00BE", "a program (Java or Mac)"),
                    new Signature(0, "\u00CF\u00FA\u00ED\u00FE", "a program (Mac)"),
                    new Signature(0, "\0asm", "a program (WebAssembly)"),
                    new Signature(0, "7z\u00BC\u00AF", "a 7z archive"),
                    new Signature(0, "Rar!\u001A", "a RAR archive"),
                    new Signature(0, "BZh", "a bzip2 archive"),
                    new Signature(0, "\u00FD7zXZ", "an xz archive"),
                    new Signature(0, "(\u00B5/\u00FD", "a Zstandard archive"),
                    new Signature(0, "\u001F\u009D", "a compress archive"),
                    new Signature(0, "\u001F\u008B", "a gzip file inside a gzip file"),
                    new Signature(257, "ustar", "a tar archive"),
                    new Signature(0, "SQLite format 3\0", "an SQLite database"),
                    new Signature(0, "PAR1", "a Parquet file"),
                    new Signature(0, "ID;PWXL", "a SYLK spreadsheet"),
                    new Signature(0, "BEGIN:VCARD", "a vCard file"),
                    new Signature(0, "BEGIN:VCALENDAR", "a calendar file"));

    private static final Pattern JSON =
            Pattern.compile("(?s)\\{\\s*(\"[^\"]*\"\\s*:.*|\\}\\s*)|\\[\\s*([\\[{\\]\"0-9-]).*");
    private static final Pattern MARKUP = Pattern.compile("(?s)<([!?]|[a-z][a-z0-9:]*[\\s/>]).*");

    private FileKind() {}

    /** Told by bytes as they came, before they are taken for text of any encoding. */
    static Optional<String> ofBytes(byte[] head) {
        String bytes = new String(head, StandardCharsets.ISO_8859_1);
        for (Signature signature : SIGNATURES) {
            if (bytes.startsWith(signature.bytes(), signature.at())) {
                return Optional.of(signature.kind());
            }
        }
        if (bytes.startsWith("PK") && bytes.length() > 3 && bytes.charAt(2) < 9) {
            return Optional.of(zip(bytes));
        }
        return Optional.empty();
    }

    private static String zip(String bytes) {
        if (bytes.contains("xl/")) {
            return "an Excel file";
        }
        if (bytes.contains("opendocument.spreadsheet")) {
            return "an OpenDocument spreadsheet";
        }
        if (bytes.contains("Index/")) {
            return "a Numbers or Pages file";
        }
        if (bytes.contains("[Content_Types].xml") || bytes.contains("mimetypeapplication/")) {
            return "an office document";
        }
        return "a ZIP archive";
    }

    /** Told by text, without its mark. */
    static Optional<String> ofText(byte[] head) {
        String text =
                new String(head, StandardCharsets.UTF_8).stripLeading().toLowerCase(Locale.ROOT);
        if (JSON.matcher(text).matches()) {
            return Optional.of("JSON");
        }
        if (MARKUP.matcher(text).matches()) {
            if (text.contains("urn:schemas-microsoft-com:office:spreadsheet")) {
                return Optional.of("an Excel file in XML");
            }
            return Optional.of(
                    text.contains("<html") || text.contains("<table") ? "a web page" : "XML");
        }
        return looksBinary(head) ? Optional.of("no text") : Optional.empty();
    }

    /**
     * Control characters beyond a hundredth: no table has them. Zero bytes do not count: files are
     * padded with them, and lose nothing when they are left out.
     */
    private static boolean looksBinary(byte[] head) {
        int controls = 0;
        for (byte one : head) {
            boolean ordinary = one == '\t' || one == '\n' || one == '\r' || one == '\f';
            controls += one > 0 && one < ' ' && !ordinary ? 1 : 0;
        }
        return controls > 2 && controls > head.length / 100;
    }
}
