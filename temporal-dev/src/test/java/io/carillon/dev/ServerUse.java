package io.carillon.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Processor seconds by who used them, from {@code /proc/PID/stat}: this process, the Temporal
 * server, and PostgreSQL, whose processes are told apart by the database they serve.
 */
final class ServerUse {
    private static final String JVM = "JVM";
    static final String COMPILING = "JVM compiling";
    private static final String COLLECTING = "JVM collecting garbage";

    private static final String BACKENDS = "SELECT pid, datname FROM pg_stat_activity";

    private final Settings settings;
    private final Postgres postgres;
    private final long temporalPid;
    private final long postgresPid;

    ServerUse(Settings settings, Postgres postgres) throws IOException {
        this.settings = settings;
        this.postgres = postgres;
        this.temporalPid = pid("temporal");
        this.postgresPid = pid("postgresql");
    }

    private long pid(String name) throws IOException {
        return Long.parseLong(Files.readString(settings.home().pid(name)).strip());
    }

    /** What every process has used since it was started. */
    record Reading(Map<Long, Double> seconds, OwnThreads own) {}

    Reading now() throws IOException {
        Map<Long, Double> seconds = new HashMap<>();
        for (long pid :
                Stream.of(
                                Stream.of(ProcessHandle.current().pid()),
                                tree(temporalPid),
                                tree(postgresPid))
                        .flatMap(all -> all)
                        .toList()) {
            seconds.put(pid, seconds(pid, pid == postgresPid));
        }
        return new Reading(seconds, OwnThreads.now());
    }

    private static Stream<Long> tree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(top -> Stream.concat(Stream.of(top), top.descendants()))
                .map(ProcessHandle::pid);
    }

    /**
     * @param children those that ended and were waited for, too
     */
    private static double seconds(long pid, boolean children) throws IOException {
        StatLine line = StatLine.read(Path.of("/proc/" + pid + "/stat"));
        return line.seconds() + (children ? line.childrenSeconds() : 0);
    }

    /** Seconds by who used them since then. */
    Map<String, Double> since(Reading before) throws IOException, SQLException {
        Map<Long, String> backends = backends();
        Map<String, Double> used = new TreeMap<>();
        Reading now = now();
        now.seconds()
                .forEach(
                        (pid, seconds) ->
                                used.merge(
                                        whose(pid, backends),
                                        seconds - before.seconds().getOrDefault(pid, 0.0),
                                        Double::sum));
        OwnThreads own = now.own().since(before.own());
        used.merge(JVM, -own.compiling() - own.collecting(), Double::sum);
        used.put(COMPILING, own.compiling());
        used.put(COLLECTING, own.collecting());
        return used;
    }

    private String whose(long pid, Map<Long, String> backends) {
        if (pid == ProcessHandle.current().pid()) {
            return JVM;
        }
        boolean temporal =
                ProcessHandle.of(temporalPid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .anyMatch(one -> one.pid() == pid)
                        || pid == temporalPid;
        if (temporal) {
            return "Temporal server";
        }
        String database = backends.getOrDefault(pid, "");
        return database.startsWith("temporal")
                ? "PostgreSQL for Temporal"
                : database.equals("carillon") ? "PostgreSQL for us" : "PostgreSQL's own";
    }

    private Map<Long, String> backends() throws SQLException, IOException {
        Map<Long, String> backends = new HashMap<>();
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BACKENDS)) {
            while (rows.next()) {
                String database = rows.getString("datname");
                backends.put(rows.getLong("pid"), database == null ? "" : database);
            }
        }
        return backends;
    }

    static double sum(Map<String, Double> used) {
        return used.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    static String perCall(Map<String, Double> used, long calls) {
        return String.join(
                ", ",
                used.entrySet().stream()
                        .map(
                                one ->
                                        "%s %.1f"
                                                .formatted(
                                                        one.getKey(),
                                                        1000 * one.getValue() / Math.max(1, calls)))
                        .toList());
    }

    static Map<String, Double> mean(List<Map<String, Double>> all) {
        Map<String, Double> mean = new TreeMap<>();
        all.forEach(
                one ->
                        one.forEach(
                                (who, seconds) ->
                                        mean.merge(who, seconds / all.size(), Double::sum)));
        return mean;
    }
}
