package io.carillon.activities.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where PostgreSQL is.
 *
 * @param url {@code postgresql://user:password@host:port/database}; the user is the login of
 *     roles.sql
 * @param appConnections connections for requests of the API: enough for its bursts on 2 cores
 * @param systemConnections connections for dispatchers, calls and sweepers
 */
@ConfigurationProperties("carillon.database")
public record DatabaseSettings(
        @DefaultValue("postgresql://carillon:carillon@127.0.0.1:5432/carillon") String url,
        @DefaultValue("10") int appConnections,
        @DefaultValue("16") int systemConnections) {

    String jdbcUrl() {
        URI parsed = parsed();
        int port = parsed.getPort() < 0 ? 5432 : parsed.getPort();
        String query = parsed.getRawQuery() == null ? "" : "&" + parsed.getRawQuery();
        return "jdbc:postgresql://%s:%d%s?reWriteBatchedInserts=true%s"
                .formatted(parsed.getHost(), port, parsed.getRawPath(), query);
    }

    String user() {
        return login()[0];
    }

    String password() {
        return login().length > 1 ? login()[1] : "";
    }

    private String[] login() {
        String raw = parsed().getRawUserInfo();
        String[] parts = raw == null ? new String[] {"carillon"} : raw.split(":", 2);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = URLDecoder.decode(parts[i], StandardCharsets.UTF_8);
        }
        return parts;
    }

    private URI parsed() {
        URI parsed = URI.create(url);
        if (!("postgresql".equals(parsed.getScheme()) || "postgres".equals(parsed.getScheme()))
                || parsed.getHost() == null
                || parsed.getRawPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is not postgresql://user:password@host:port/database");
        }
        return parsed;
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + jdbcUrl() + ", password=***]";
    }
}
