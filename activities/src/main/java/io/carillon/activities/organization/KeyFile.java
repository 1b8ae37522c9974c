package io.carillon.activities.organization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;

/**
 * The installation's key: 32 random bytes in a file only its owner reads, made at the first start.
 * API and worker may start at once: one makes it, the other waits until it is whole.
 */
final class KeyFile {
    private static final int KEY_BYTES = 32;
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

    private KeyFile() {}

    static byte[] readOrMake(Path file) {
        try {
            Path home = file.toAbsolutePath().getParent();
            if (home != null) {
                Files.createDirectories(home);
            }
            return make(file);
        } catch (FileAlreadyExistsException there) {
            return read(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("key file " + file + " cannot be made", broken);
        }
    }

    private static byte[] make(Path file) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(key);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return key;
    }

    private static byte[] read(Path file) {
        long end = System.nanoTime() + WRITTEN_WITHIN.toNanos();
        try {
            while (Files.size(file) < KEY_BYTES && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IllegalStateException(
                        "key file %s has %d bytes (expected: %d)"
                                .formatted(file, key.length, KEY_BYTES));
            }
            return key;
        } catch (IOException broken) {
            throw new UncheckedIOException("key file " + file + " cannot be read", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading key file " + file);
        }
    }
}
