package io.carillon.dev;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What of this process' heap is in use right after a full collection, and by which classes.
 *
 * @param used by objects; what the collector leaves of the dead in regions that are nearly full,
 *     and fills, is not
 * @param bytes by class, as {@code jcmd PID GC.class_histogram} counts them
 */
record HeapReading(long used, Map<String, Long> bytes) {
    /** {@code num: instances bytes class (module)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    private static final String FILLER = "jdk.internal.vm.Filler";

    static HeapReading now() {
        // The second one takes what the first one's finalizers and cleaners let go.
        System.gc();
        System.gc();
        Map<String, Long> bytes = new HashMap<>();
        histogram()
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(2).contains(FILLER))
                .forEach(line -> bytes.put(line.group(2), Long.parseLong(line.group(1))));
        return new HeapReading(bytes.values().stream().mapToLong(Long::longValue).sum(), bytes);
    }

    private static String histogram() {
        try {
            return (String)
                    ManagementFactory.getPlatformMBeanServer()
                            .invoke(
                                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                    "gcClassHistogram",
                                    new Object[] {new String[0]},
                                    new String[] {String[].class.getName()});
        } catch (JMException otherMachine) {
            throw new IllegalStateException("no class histogram", otherMachine);
        }
    }

    /** A class and how many bytes of it there are more than before. */
    record Grown(String type, long bytes) {}

    /** The classes that grew most. */
    List<Grown> since(HeapReading before, int most) {
        return bytes.entrySet().stream()
                .map(
                        one ->
                                new Grown(
                                        one.getKey(),
                                        one.getValue()
                                                - before.bytes.getOrDefault(one.getKey(), 0L)))
                .sorted(Comparator.comparingLong(Grown::bytes).reversed())
                .limit(most)
                .toList();
    }
}
