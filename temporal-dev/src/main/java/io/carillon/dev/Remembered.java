package io.carillon.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.UUID;

/**
 * What was done with a file of leads so far, by the digest of its content. Kept until every lead
 * has its outcome; after that the same file is a new campaign.
 */
final class Remembered {
    private final Path file;
    private final Properties facts;

    private Remembered(Path file, Properties facts) {
        this.file = file;
        this.facts = facts;
    }

    static Remembered of(Home home, Path leads) throws IOException {
        Path file = home.campaigns().resolve(digest(leads) + ".properties");
        var facts = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                facts.load(reader);
            }
            return new Remembered(file, facts);
        }
        var begun = new Remembered(file, facts);
        begun.put("run", UUID.randomUUID().toString());
        return begun;
    }

    /** Empty when not known. */
    String get(String name) {
        return facts.getProperty(name, "");
    }

    void put(String name, String value) throws IOException {
        facts.setProperty(name, value);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (var writer = Files.newBufferedWriter(part)) {
            facts.store(writer, null);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The idempotency key of one step of this run: sent again after a kill it has one effect. */
    String once(String step) {
        return get("run") + "-" + step;
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    private static String digest(Path leads) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream stream = new DigestInputStream(Files.newInputStream(leads), sha)) {
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
