package io.carillon.activities.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The calendars of a process that has just started, asked by many dispatchers and gates at once.
 */
class FirstHolidaysTest {
    private static final List<String> REGIONS =
            List.of("US-UT", "GB", "FR", "CA", "DE-BY", "AT", "CH", "IT");

    /** Each time by classes of its own, as in another process. */
    @RepeatedTest(5)
    void areKnownToAllWhoAskFirst() throws Exception {
        try (var process = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
                ExecutorService threads = Executors.newFixedThreadPool(REGIONS.size())) {
            Class<?> holidays = process.loadClass(Holidays.class.getName());
            var together = new CyclicBarrier(REGIONS.size());

            var known = new ArrayList<Future<Object>>();
            for (String region : REGIONS) {
                known.add(
                        threads.submit(
                                in(
                                        process,
                                        () -> {
                                            together.await();
                                            return Objects.requireNonNull(
                                                    holidays.getMethod("known", String.class)
                                                            .invoke(null, region));
                                        })));
            }

            for (Future<Object> each : known) {
                assertThat(each.get()).isEqualTo(true);
            }
        }
    }

    private static <T> Callable<T> in(ClassLoader process, Callable<T> work) {
        return () -> {
            Thread.currentThread().setContextClassLoader(process);
            return work.call();
        };
    }

    private static URL[] classPath() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (URI each :
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri())
                        .toList()) {
            urls.add(each.toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
