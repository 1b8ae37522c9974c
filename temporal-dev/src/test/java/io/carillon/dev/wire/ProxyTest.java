package io.carillon.dev.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.testing.TestDatabase;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Between a real driver and a real PostgreSQL. */
@Timeout(60)
class ProxyTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    /** As the gate's, to be known by the same mark. */
    private static final String GATE =
            "WITH paced AS (SELECT ?::text AS said) INSERT INTO said SELECT said FROM paced";

    private final Aims aims = new Aims();
    private Proxy proxy;
    private Connection connection;

    @AfterAll
    static void end() {
        DATABASE.close();
    }

    @BeforeEach
    void connect() throws IOException, SQLException {
        proxy = Proxy.between("worker-1", "postgresql", URI.create(DATABASE.url()).getPort(), aims);
        connection = open(proxy.port());
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS said");
            statement.execute("CREATE TABLE said (said text)");
            statement.execute("GRANT ALL ON said TO PUBLIC");
        }
        connection.setAutoCommit(false);
    }

    @AfterEach
    void disconnect() throws IOException, SQLException {
        connection.close();
        proxy.close();
    }

    @Test
    void everyTransactionIsSeenAlsoWhenItsStatementHasANameOnly() throws SQLException {
        for (int i = 0; i < 12; i++) {
            gate("" + i);
            connection.commit();
        }

        assertThat(aims.count(Mark.GATE)).isEqualTo(12);
        assertThat(aims.count(Mark.PASSED)).isEqualTo(12);
        assertThat(aims.count(Mark.OUTCOME)).isZero();
    }

    @Test
    void aCommitThatIsHeldBackIsLost() throws Exception {
        gate("lost");

        struckAt(Mark.GATE);

        assertThat(rows()).isZero();
    }

    @Test
    void anAnswerThatIsHeldBackIsOfACommitThatIsMade() throws Exception {
        gate("kept");

        struckAt(Mark.PASSED);

        assertThat(rows()).isEqualTo(1);
    }

    private void struckAt(Mark mark) throws InterruptedException {
        Aim aim = aims.at(mark, process -> true);
        var commit =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                connection.commit();
                            } catch (SQLException lost) {
                                throw new IllegalStateException(lost);
                            }
                        });
        assertThat(aim.await(Duration.ofSeconds(10))).isPresent();
        assertThat(commit).isNotDone();
        aim.release();

        assertThatThrownBy(commit::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void aResetIsSeenAtOnceAndTheNextConnectionWorks() throws Exception {
        proxy.reset();

        assertThatThrownBy(() -> gate("lost")).isInstanceOf(SQLException.class);
        try (Connection next = open(proxy.port())) {
            assertThat(next.isValid(5)).isTrue();
        }
    }

    @Test
    void aSwallowedConnectionSaysNothingAndTheNextWorks() throws Exception {
        connection.setNetworkTimeout(Runnable::run, 300);

        proxy.swallow();

        assertThatThrownBy(() -> gate("lost"))
                .isInstanceOf(SQLException.class)
                .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
        try (Connection next = open(proxy.port())) {
            assertThat(next.isValid(5)).isTrue();
        }
    }

    @Test
    void latencyIsAddedInBothDirections() throws SQLException {
        proxy.latency(Duration.ofMillis(100));

        long began = System.nanoTime();
        gate("slow");

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(199));
    }

    private void gate(String said) throws SQLException {
        try (var statement = connection.prepareStatement(GATE)) {
            statement.setString(1, said);
            statement.executeUpdate();
        }
    }

    private static int rows() throws SQLException {
        try (Connection direct = open(URI.create(DATABASE.url()).getPort());
                Statement statement = direct.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM said")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection open(int port) throws SQLException {
        URI url = URI.create(DATABASE.url());
        String[] login = url.getUserInfo().split(":", 2);
        Connection opened =
                DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + url.getPath(), login[0], login[1]);
        try (Statement statement = opened.createStatement()) {
            statement.execute("SET ROLE carillon_owner");
        }
        return opened;
    }
}
