package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The plan PostgreSQL keeps for a statement it was sent many times: made without a look at the
 * parameters, and the one that production runs with after the first five.
 */
public final class Plans {
    private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z_]+)");

    private Plans() {}

    /**
     * As an organization reads it, that is, under row-level security.
     *
     * @param statement with named parameters, as production sends it
     */
    public static List<String> kept(TestDatabase database, Rows rows, String statement) {
        Transactions transactions = database.transactions();
        return transactions.within(rows.organizationId(), () -> kept(transactions, statement));
    }

    /** As sweeps and dispatchers read it. */
    public static List<String> keptBySystem(TestDatabase database, String statement) {
        Transactions transactions = database.transactions();
        return transactions.system(() -> kept(transactions, statement));
    }

    private static List<String> kept(Transactions transactions, String statement) {
        List<String> parameters = new ArrayList<>();
        String numbered =
                NAMED.matcher(statement).replaceAll(named -> "\\$" + number(parameters, named));
        String nulls =
                parameters.isEmpty()
                        ? ""
                        : "("
                                + String.join(", ", Collections.nCopies(parameters.size(), "NULL"))
                                + ")";
        run(transactions, "SET LOCAL plan_cache_mode = force_generic_plan");
        run(transactions, "PREPARE kept AS " + numbered);
        try {
            return transactions
                    .jdbc()
                    .sql("EXPLAIN EXECUTE kept" + nulls)
                    .query(String.class)
                    .list();
        } finally {
            run(transactions, "DEALLOCATE kept");
        }
    }

    private static int number(List<String> parameters, MatchResult named) {
        if (!parameters.contains(named.group(1))) {
            parameters.add(named.group(1));
        }
        return parameters.indexOf(named.group(1)) + 1;
    }

    private static void run(Transactions transactions, String sql) {
        transactions.jdbc().sql(sql).update();
    }
}
