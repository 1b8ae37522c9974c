package io.carillon.activities.organization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

/** The key of who runs the installation, in {@code $CARILLON_HOME/operator-key}. */
public final class OperatorKey {
    private final byte[] hash;

    private OperatorKey(byte[] hash) {
        this.hash = hash;
    }

    /** Reads the file; makes it with a new key, readable by its owner only, when there is none. */
    public static OperatorKey in(Path home) {
        Path file = home.toAbsolutePath().resolve("operator-key");
        try {
            return new OperatorKey(Secrets.hash(readOrMake(file).strip()));
        } catch (IOException broken) {
            throw new UncheckedIOException("the operator's key " + file, broken);
        }
    }

    /** True when this is the key; takes the same time whatever is compared. */
    public boolean matches(String secret) {
        return MessageDigest.isEqual(hash, Secrets.hash(secret));
    }

    private static String readOrMake(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException first) {
            return make(file, Secrets.newKey());
        }
    }

    /**
     * The file is whole from the moment it has its name: a link fails when the name exists, so two
     * processes at their first start agree on one key.
     */
    private static String make(Path file, String key) throws IOException {
        Path home = file.getParent();
        Files.createDirectories(home);
        Path draft =
                Files.createTempFile(
                        home,
                        "operator-key",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, key + "\n");
            Files.createLink(file, draft);
            return key;
        } catch (FileAlreadyExistsException faster) {
            return Files.readString(file);
        } finally {
            Files.delete(draft);
        }
    }
}
