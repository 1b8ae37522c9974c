package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class RoomTest {
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Console console =
            new Console(false, 80, new PrintStream(screen, true, StandardCharsets.UTF_8));
    private long freeMegabytes = 5000;
    private final Room room = new Room(() -> freeMegabytes << 20, "/data", console);

    @Test
    void saysOnceThatTheDiskIsFullAndOnceThatItIsNot() {
        look(5000, 3, 2, 3, 800, 900);

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        The disk is full: 3 MB are free where /data is. Calls wait until there is room.
                        There is room again: calls go on.
                        """);
    }

    @Test
    void saysNothingWhileThereIsRoom() {
        look(5000, 1024, 100);

        assertThat(screen.size()).isZero();
    }

    private void look(long... megabytes) {
        for (long free : megabytes) {
            freeMegabytes = free;
            room.look();
        }
    }
}
