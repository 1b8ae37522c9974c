package io.carillon.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

/**
 * The two pools and the migrations. Every connection takes on a role of its own (see roles.sql):
 * the API's sees one organization at a time, the system's all, and neither is a superuser, for whom
 * row-level security is silently off.
 */
public final class Database implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A connection that was idle and does not answer for so long is replaced by another. */
    private static final Duration ALIVE = Duration.ofSeconds(2);

    private static final Duration LOOKED_AFTER = Duration.ofSeconds(30);

    private static final String SUPERUSER =
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

    private final HikariDataSource app;
    private final HikariDataSource system;

    /** For migrations, which take as long as they take. */
    private static final Patience ENDLESS =
            new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** What takes longer says so: {@link Transactions#atLength}. */
    private static final Patience OF_REQUESTS =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(22), Duration.ofSeconds(10));

    /**
     * Gates, outcomes and callbacks ask little and wait for each other: whoever is lost in the
     * middle of a transaction must not keep the others waiting.
     */
    private static final Patience OF_CALLS =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(9), Duration.ofSeconds(5));

    private Database(HikariDataSource app, HikariDataSource system) {
        this.app = app;
        this.system = system;
    }

    /**
     * Migrates, opens both pools, and refuses to go on with rights that would switch row-level
     * security off.
     */
    public static Database open(DatabaseSettings settings) {
        try (HikariDataSource owner = pool(settings, "carillon_owner", 2, ENDLESS)) {
            Flyway.configure()
                    .dataSource(owner)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
        Database database = asItIs(settings);
        if (Boolean.TRUE.equals(
                JdbcClient.create(database.app).sql(SUPERUSER).query(Boolean.class).single())) {
            database.close();
            throw new IllegalStateException(
                    "the database role carillon_app is a superuser or bypasses row-level security; see roles.sql");
        }
        return database;
    }

    /** Opens both pools and migrates nothing: for who only looks at what another program keeps. */
    public static Database asItIs(DatabaseSettings settings) {
        return new Database(
                pool(settings, "carillon_app", settings.appConnections(), OF_REQUESTS),
                pool(settings, "carillon_system", settings.systemConnections(), OF_CALLS));
    }

    HikariDataSource app() {
        return app;
    }

    HikariDataSource system() {
        return system;
    }

    public Transactions transactions() {
        return new PooledTransactions(app, system);
    }

    @Override
    public void close() {
        app.close();
        system.close();
    }

    private static HikariDataSource pool(
            DatabaseSettings settings, String role, int size, Patience patience) {
        var config = new HikariConfig();
        config.setPoolName(role);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setConnectionInitSql("SET ROLE " + role + "; " + patience.asked());
        config.addDataSourceProperty("socketTimeout", "" + patience.silence().toSeconds());
        config.addDataSourceProperty("connectTimeout", "" + CONNECT.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.setValidationTimeout(ALIVE.toMillis());
        config.setKeepaliveTime(LOOKED_AFTER.toMillis());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        // A caller that cannot get a connection in this time is told so; its work is repeated by
        // Temporal or the client.
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }
}
