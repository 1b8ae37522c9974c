package io.carillon.activities.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class KeyFileSealerTest {
    private static final byte[] SECRET = "whsec_secret".getBytes(StandardCharsets.UTF_8);

    @TempDir Path home;

    @Test
    void opensWhatAnotherProcessSealed() {
        Path file = home.resolve("new/secret.key");
        byte[] sealed = new KeyFileSealer(file).seal(SECRET);

        byte[] opened = new KeyFileSealer(file).open(sealed);

        assertThat(opened).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec");
    }

    @Test
    void makesTheKeyFileForItsOwnerOnly() throws Exception {
        Path file = home.resolve("secret.key");

        new KeyFileSealer(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesWhatWasChangedOrSealedWithAnotherKey() {
        var sealer = new KeyFileSealer(home.resolve("one.key"));
        byte[] sealed = sealer.seal(SECRET);
        byte[] changed = sealed.clone();
        changed[20] ^= 1;

        assertThatThrownBy(() -> sealer.open(changed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new KeyFileSealer(home.resolve("two.key")).open(sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startingAtOnceGivesOneKey() throws Exception {
        Path file = home.resolve("secret.key");
        List<Callable<byte[]>> starts =
                IntStream.range(0, 8)
                        .<Callable<byte[]>>mapToObj(i -> () -> new KeyFileSealer(file).seal(SECRET))
                        .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var sealed : threads.invokeAll(starts)) {
                assertThat(new KeyFileSealer(file).open(sealed.get())).isEqualTo(SECRET);
            }
        }
    }
}
