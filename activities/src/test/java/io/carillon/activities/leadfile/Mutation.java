package io.carillon.activities.leadfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A file of {@code good/} or {@code bad/}, damaged as its seed says: the same every time. */
record Mutation(long seed, String name, byte[] file) {
    private static final int SMALL_BYTES = 4_000;

    private static final List<byte[]> ORIGINALS_SMALL = originals(true);
    private static final List<byte[]> ORIGINALS = originals(false);

    private static final String[] INJECTED = {
        "\"",
        "\"\"",
        "\"\n",
        "\n\"",
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "\r",
        "\r\n",
        "\0",
        "\uFEFF",
        "=",
        "'",
        "+",
        "sep=;\n",
        "\u2028",
        "\uD83D\uDE00",
        "é",
        "x".repeat(300),
        "1".repeat(300),
        "\"a\",\"b\"\n",
        "a\",\"b\n",
        " ",
        "+12025550100"
    };

    static Mutation of(long seed) {
        var random = new Random(seed);
        List<byte[]> originals = random.nextInt(20) == 0 ? ORIGINALS : ORIGINALS_SMALL;
        byte[] file = originals.get(random.nextInt(originals.size())).clone();
        var done = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int kind = random.nextInt(9);
            done.append(kind);
            file = mutated(file, kind, random);
        }
        return new Mutation(seed, done.toString(), file);
    }

    private static byte[] mutated(byte[] file, int kind, Random random) {
        int at = random.nextInt(file.length + 1);
        int to = Math.min(file.length, at + random.nextInt(40));
        return switch (kind) {
            case 0 -> flipped(file, random);
            case 1 -> Arrays.copyOf(file, at);
            case 2 -> joined(cut(file, 0, to), cut(file, at, file.length));
            case 3 -> joined(cut(file, 0, at), cut(file, to, file.length));
            case 4, 5 -> injected(file, random);
            case 6 -> otherEncoding(file, random);
            case 7 -> random.nextBoolean() ? packed(file) : flipped(packed(file), random);
            default -> joined(file, ORIGINALS_SMALL.get(random.nextInt(ORIGINALS_SMALL.size())));
        };
    }

    private static byte[] flipped(byte[] file, Random random) {
        byte[] flipped = file.clone();
        for (int i = 1 + random.nextInt(6); i > 0 && file.length > 0; i--) {
            flipped[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] injected(byte[] file, Random random) {
        byte[] result = file;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            int at = random.nextInt(result.length + 1);
            byte[] more =
                    INJECTED[random.nextInt(INJECTED.length)].getBytes(StandardCharsets.UTF_8);
            result = joined(cut(result, 0, at), more, cut(result, at, result.length));
        }
        return result;
    }

    /** All of it, or from somewhere on. */
    private static byte[] otherEncoding(byte[] file, Random random) {
        int at = random.nextBoolean() ? 0 : random.nextInt(file.length + 1);
        String text = new String(cut(file, at, file.length), StandardCharsets.UTF_8);
        byte[] other =
                switch (random.nextInt(4)) {
                    case 0 -> text.getBytes(StandardCharsets.UTF_16LE);
                    case 1 -> text.getBytes(StandardCharsets.UTF_16BE);
                    case 2 -> text.getBytes(StandardCharsets.UTF_16);
                    default -> text.getBytes(StandardCharsets.ISO_8859_1);
                };
        return joined(cut(file, 0, at), other);
    }

    private static byte[] packed(byte[] file) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] cut(byte[] file, int from, int to) {
        return Arrays.copyOfRange(file, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static List<byte[]> originals(boolean small) {
        return Stream.of("good", "bad")
                .flatMap(folder -> FileCase.names(folder).stream())
                .map(ImportBench::file)
                .filter(file -> !small || file.length <= SMALL_BYTES)
                .toList();
    }

    @Override
    public String toString() {
        return "-Dmutations=1 -Dmutation.seed=%d (mutations %s, %d bytes)"
                .formatted(seed, name, file.length);
    }
}
