package io.carillon.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The embedded PostgreSQL: data that survives a kill, reachable from this machine only, with the
 * roles of production. What it needs to keep its word is asserted at every start.
 */
final class Postgres {
    private static final List<String> KEEP_COMMITS =
            List.of("fsync", "full_page_writes", "synchronous_commit");

    private static final String PRIVILEGED_ROLES =
            """
            SELECT count(*)
              FROM pg_roles
             WHERE rolname IN ('carillon', 'carillon_owner', 'carillon_app', 'carillon_system')
               AND (rolsuper OR rolbypassrls)
            """;

    private final Home home;
    private final int port;
    private final Console console;
    private final Path data;
    private final Path ready;
    private final Path passwordFile;

    Postgres(Home home, int port, Console console) {
        this.home = home;
        this.port = port;
        this.console = console;
        this.data = home.postgresql().resolve("data");
        this.ready = home.postgresql().resolve("ready");
        this.passwordFile = home.postgresql().resolve("passwords");
    }

    /** Starts the server, making its data at the first start, and answers when it is usable. */
    Child start() throws IOException, InterruptedException, SQLException {
        Path binaries = PostgresBinaries.unpack(home.postgresql());
        if (!Files.exists(ready)) {
            // Never usable, hence empty: a first start that was interrupted.
            delete(data);
        }
        Unprivileged user = Unprivileged.choose(home.postgresql(), data);
        if (!Files.exists(data)) {
            makeData(binaries, user);
        }
        Child server = new Child("postgresql", command(binaries, user), Map.of(), home, console);
        server.start();
        server.awaitReady(this::answers, Duration.ofSeconds(60));
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            if (!Files.exists(ready)) {
                makeRoles(statement);
                Files.writeString(ready, "");
            }
            checkPromises(statement);
        }
        return server;
    }

    /** Makes a role that may log in, for another program on this server. */
    void login(String role, String password, String may) throws SQLException, IOException {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS " + role);
            statement.execute(
                    "CREATE ROLE %s LOGIN %s NOSUPERUSER PASSWORD '%s'"
                            .formatted(role, may, password.replace("'", "''")));
        }
    }

    /** For DATABASE_URL. */
    String url() throws IOException {
        return url(port);
    }

    /**
     * @param way a port that leads here
     */
    String url(int way) throws IOException {
        return "postgresql://carillon:%s@127.0.0.1:%d/carillon".formatted(password("login"), way);
    }

    private List<String> command(Path binaries, Unprivileged user) {
        return user.command(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                // What a commit promises. The binaries' usual launchers switch these off.
                "-c",
                "fsync=on",
                "-c",
                "full_page_writes=on",
                "-c",
                "synchronous_commit=on",
                // API and worker hold up to 26 connections each; several workers fit.
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "jit=off");
    }

    private void makeData(Path binaries, Unprivileged user)
            throws IOException, InterruptedException {
        var passwords = new Properties();
        passwords.setProperty("superuser", randomPassword());
        passwords.setProperty("login", randomPassword());
        var lines = new StringBuilder();
        passwords.forEach(
                (name, value) -> lines.append(name).append('=').append(value).append('\n'));
        Home.writeSecret(passwordFile, lines.toString());

        Files.createDirectory(
                data,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(data);
        Path secret = home.postgresql().resolve("initial-password");
        Home.writeSecret(secret, passwords.getProperty("superuser"));
        user.own(secret);
        var ran =
                Machine.run(
                        user.command(
                                binaries.resolve("bin/initdb").toString(),
                                "-D",
                                data.toString(),
                                "-U",
                                "postgres",
                                "--auth=scram-sha-256",
                                "--pwfile=" + secret,
                                "--encoding=UTF8",
                                "--locale=C"));
        Files.deleteIfExists(secret);
        if (!ran.well()) {
            throw new CannotStart("PostgreSQL cannot make its data in " + data + ": " + ran.said());
        }
    }

    private void makeRoles(Statement statement) throws SQLException, IOException {
        String roles =
                resource("/db/bootstrap/roles.sql")
                        .replace(":'login_password'", "'" + password("login") + "'");
        for (String sql : roles.replaceAll("(?m)^--.*$", "").split(";", -1)) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
    }

    private static void checkPromises(Statement statement) throws SQLException {
        for (String setting : KEEP_COMMITS) {
            try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
                shown.next();
                if (!shown.getString(1).equals("on")) {
                    throw new CannotStart(
                            "PostgreSQL runs with "
                                    + setting
                                    + " "
                                    + shown.getString(1)
                                    + ", which loses calls in a power cut: switch it on");
                }
            }
        }
        try (ResultSet privileged = statement.executeQuery(PRIVILEGED_ROLES)) {
            privileged.next();
            if (privileged.getInt(1) > 0) {
                throw new CannotStart(
                        "a role of the application is a superuser or bypasses row-level security: see roles.sql");
            }
        }
    }

    /** Whether there is data: a first start made it whole. */
    boolean everReady() {
        return Files.exists(ready);
    }

    /** False also where another home's server answers. */
    boolean answers() {
        try (Connection connection = superuser("postgres")) {
            return connection.isValid(2);
        } catch (SQLException | IOException starting) {
            return false;
        }
    }

    /** Who may ask what the server itself did; no part of the program connects so. */
    Connection superuser(String database) throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=2".formatted(port, database),
                "postgres",
                password("superuser"));
    }

    private String password(String name) throws IOException {
        var passwords = new Properties();
        try (var reader = Files.newBufferedReader(passwordFile)) {
            passwords.load(reader);
        }
        return passwords.getProperty(name, "");
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String resource(String path) throws IOException {
        try (InputStream stream = Postgres.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
