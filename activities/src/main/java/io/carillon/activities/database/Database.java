package io.carillon.activities.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The two pools and the migrations. Every connection takes on a role of its own (see roles.sql):
 * the API's sees one organization at a time, the system's all, and neither is a superuser, for whom
 * row-level security is silently off.
 */
public final class Database implements AutoCloseable {
    private static final String SUPERUSER =
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

    private final HikariDataSource app;
    private final HikariDataSource system;

    private Database(HikariDataSource app, HikariDataSource system) {
        this.app = app;
        this.system = system;
    }

    /**
     * Migrates, opens both pools, and refuses to go on with rights that would switch row-level
     * security off.
     */
    public static Database open(DatabaseSettings settings) {
        try (HikariDataSource owner = pool(settings, "carillon_owner", 2)) {
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
                pool(settings, "carillon_app", settings.appConnections()),
                pool(settings, "carillon_system", settings.systemConnections()));
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

    private static HikariDataSource pool(DatabaseSettings settings, String role, int size) {
        var config = new HikariConfig();
        config.setPoolName(role);
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setConnectionInitSql("SET ROLE " + role);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        // A caller that cannot get a connection in this time is told so; its work is repeated by
        // Temporal or the client.
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }
}
