package io.carillon.api.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.Secrets;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.api.ApiApplication;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The API process as in production, on a free port, a database and a home of its own; without
 * Temporal. Open one in a static field.
 */
public final class ApiServer implements AutoCloseable {
    private final TestDatabase database;
    private final Path home;
    private final ConfigurableApplicationContext context;
    private final int port;

    private ApiServer(TestDatabase database, Path home, ConfigurableApplicationContext context) {
        this.database = database;
        this.home = home;
        this.context = context;
        this.port =
                Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * @param settings as {@code --name=value}
     */
    public static ApiServer start(String... settings) {
        return start(TestDatabase.open(), settings);
    }

    public static ApiServer start(TestDatabase database, String... settings) {
        try {
            Path home = Files.createTempDirectory("carillon-api-test");
            var arguments =
                    new ArrayList<>(
                            List.of(
                                    "--server.port=0",
                                    "--management.server.port=0",
                                    "--carillon.home=" + home,
                                    "--carillon.secret-key-file=" + home.resolve("secret.key"),
                                    "--carillon.database.url=" + database.url(),
                                    // Nothing listens there: the API works with Temporal down.
                                    "--carillon.temporal.address=127.0.0.1:1",
                                    "--carillon.temporal.patience=PT0.2S",
                                    "--carillon.http.requests-per-second=100000",
                                    "--carillon.http.burst=100000"));
            for (String setting : settings) {
                // A setting given twice would be read as a list.
                String name = setting.substring(0, setting.indexOf('=') + 1);
                arguments.removeIf(each -> each.startsWith(name));
                arguments.add(setting);
            }
            return new ApiServer(
                    database,
                    home,
                    ApiApplication.application().run(arguments.toArray(String[]::new)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public TestDatabase database() {
        return database;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int managementPort() {
        return Integer.parseInt(
                context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    /** A client without a key. */
    public ApiClient anyone() {
        return new ApiClient("http://127.0.0.1:" + port, null);
    }

    public ApiClient as(String key) {
        return new ApiClient("http://127.0.0.1:" + port, key);
    }

    public ApiClient operator() {
        try {
            return as(Files.readString(home.resolve("operator-key")).strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A bare organization with a key of these scopes. */
    public ApiClient organization(String name, String... scopes) {
        var id = new OrganizationId(UuidV7.next());
        String key = Secrets.newKey();
        Transactions transactions = bean(Transactions.class);
        transactions.system(
                () -> {
                    transactions
                            .jdbc()
                            .sql("INSERT INTO organizations (id, name) VALUES (:id, :name)")
                            .param("id", id.value())
                            .param("name", name)
                            .update();
                    bean(ApiKeyStore.class).insert(id, "test", key, List.of(scopes), null);
                });
        return as(key);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
