package io.carillon.activities.database;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import javax.sql.DataSource;

/** A database that does what it is asked, every statement and every commit so much later. */
public final class SlowDatabase {
    private static final Set<String> SLOW = Set.of("prepareStatement", "commit");

    private SlowDatabase() {}

    /**
     * @param slow false: as fast as it is
     */
    public static Transactions over(Database database, Duration later, BooleanSupplier slow) {
        return new PooledTransactions(
                new SlowPool(database.app(), later, slow),
                new SlowPool(database.system(), later, slow));
    }

    private static final class SlowPool extends DelegatingDataSource {
        private final Duration later;
        private final BooleanSupplier slow;

        SlowPool(DataSource pool, Duration later, BooleanSupplier slow) {
            super(pool);
            this.later = later;
            this.slow = slow;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection)
                    Proxy.newProxyInstance(
                            SlowDatabase.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) -> call(real, method, arguments));
        }

        private Object call(Connection real, Method method, Object[] arguments) throws Throwable {
            if (SLOW.contains(method.getName()) && slow.getAsBoolean()) {
                Thread.sleep(later);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }
    }
}
