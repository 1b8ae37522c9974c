package io.carillon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class FreePortsTest {
    private static final int AT_ONCE = 20;

    @Test
    void areOthersForEachOfManyStacksInTheSameMoment() throws Exception {
        List<FreePorts> held = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<FreePorts>> chosen = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                chosen.add(threads.submit(() -> FreePorts.hold()));
            }
            for (Future<FreePorts> one : chosen) {
                held.add(one.get());
            }
        }

        assertThat(held).extracting(FreePorts::base).doesNotHaveDuplicates();
        held.forEach(FreePorts::close);
    }

    @Test
    void areLeftToTheBuildThatHasThem() throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var said = other.inputReader();
                var free = FreePorts.hold()) {
            int taken = Integer.parseInt(said.readLine());

            try (var next = FreePorts.hold()) {
                assertThat(List.of(free.base(), next.base())).doesNotContain(taken);
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** A build beside this one. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] words) throws Exception {
            try (var ports = FreePorts.hold()) {
                System.out.println(ports.base());
                System.in.read();
            }
        }
    }

    @Test
    void areOneStacksOnlyBeforeItsProcessesListen() throws IOException {
        try (var free = FreePorts.hold();
                var first = new PortLock(new Ports(free.base(), free.base() + 7));
                var second = new PortLock(new Ports(free.base(), free.base() + 7))) {
            first.take();

            assertThatThrownBy(second::take)
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "port %d (up) is taken by another program: set CARILLON_PORT (it is %d; %d to %d follow from it)"
                                    .formatted(
                                            free.base() + 2,
                                            free.base(),
                                            free.base(),
                                            free.base() + Ports.SPAN));

            first.close();
            second.take();
        }
    }
}
