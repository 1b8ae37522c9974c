package io.carillon.activities.ledger;

import io.carillon.activities.database.Transactions;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Examines every row of the installation against what the product promises. It changes nothing and
 * may run beside work: all invariants see the rows of one instant, and those that only hold at rest
 * leave out what is under way.
 */
public final class Ledger {
    private static final List<String> BEFORE_THE_FIRST_LOOK =
            List.of(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
                    "SET LOCAL statement_timeout = 0",
                    // Whole tables are joined once: hashes should fit, compiling takes longer than
                    // it saves, and a plan made for another night's figures is no plan.
                    "SET LOCAL work_mem = '64MB'",
                    "SET LOCAL jit = off",
                    "SET LOCAL plan_cache_mode = force_custom_plan");

    /** Of the 30 days that events are kept: younger subjects have lost none. */
    private static final Duration SURELY_KEPT = Duration.ofDays(29);

    private static final String SIMULATOR = "simulator";

    private static final String NAMED =
            "SELECT callback_token, id FROM calls WHERE callback_token = ANY(:tokens)";

    private final Transactions transactions;

    public Ledger(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Examines all organizations; on 100,000 calls it takes seconds.
     *
     * @param carrierLog the simulated carrier's log, whole; null: only our own rows are examined
     */
    public LedgerReport examine(@Nullable Path carrierLog) {
        return examine(carrierLog, SIMULATOR);
    }

    /**
     * @param carrier whose log it is
     */
    public LedgerReport examine(@Nullable Path carrierLog, String carrier) {
        long begun = System.nanoTime();
        // Lines that come later may be of calls that the rows do not show yet.
        long shown = carrierLog == null ? 0 : CarrierLog.size(carrierLog);
        List<Examined> rows =
                transactions.atLength(
                        () -> {
                            BEFORE_THE_FIRST_LOOK.forEach(
                                    setting -> transactions.jdbc().sql(setting).update());
                            OffsetDateTime now = now();
                            var examined = new ArrayList<Examined>();
                            Invariants.OVER_ROWS.forEach(
                                    each -> examined.add(examine(each, statement(each, now))));
                            if (carrierLog != null) {
                                // Read behind the rows: whatever they say has left is in it.
                                CarrierLog log = CarrierLog.read(carrierLog, shown, this::named);
                                examined.addAll(against(log, carrier, now));
                            }
                            return List.copyOf(examined);
                        });
        return new LedgerReport(rows, Duration.ofNanos(System.nanoTime() - begun));
    }

    private List<Examined> against(CarrierLog log, String carrier, OffsetDateTime now) {
        return Invariants.OVER_THE_LOG.stream()
                .map(
                        each ->
                                examine(
                                        each,
                                        log.into(statement(each, now)).param("carrier", carrier)))
                .toList();
    }

    /** Calls by the tokens of their callback addresses. */
    private Map<String, UUID> named(Collection<String> tokens) {
        return transactions
                .jdbc()
                .sql(NAMED)
                .param("tokens", tokens.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString(1), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private StatementSpec statement(Invariant invariant, OffsetDateTime now) {
        return transactions
                .jdbc()
                .sql(invariant.counting())
                .param("now", now)
                .param("young", firstIdOf(now.minus(SURELY_KEPT)));
    }

    private static Examined examine(Invariant invariant, StatementSpec statement) {
        return statement.query((row, n) -> examined(invariant, row)).single();
    }

    private static Examined examined(Invariant invariant, ResultSet row) throws SQLException {
        return new Examined(
                invariant.name(),
                row.getLong("examined"),
                row.getLong("violations"),
                Arrays.asList((String[]) row.getArray("ids").getArray()));
    }

    /** The lowest UUIDv7 of that millisecond. */
    private static UUID firstIdOf(OffsetDateTime at) {
        return new UUID(at.toInstant().toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }

    private OffsetDateTime now() {
        return transactions
                .jdbc()
                .sql("SELECT carillon_now()")
                .query(OffsetDateTime.class)
                .single();
    }
}
