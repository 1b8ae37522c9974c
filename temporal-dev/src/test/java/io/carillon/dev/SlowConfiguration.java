package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.SlowDatabase;
import io.carillon.activities.database.Transactions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What makes a process' database slow, while the file {@link #FILE} exists. Given to the processes
 * of `up` as a further source of the application.
 */
@Configuration(proxyBeanMethods = false)
class SlowConfiguration {
    static final String LATER = "CARILLON_TEST_SLOW_LATER";
    static final String FILE = "CARILLON_TEST_SLOW_FILE";

    @Bean
    static BeanPostProcessor slowDatabase(ObjectProvider<Database> database) {
        Map<String, String> environment = System.getenv();
        Duration later = Duration.parse(environment.getOrDefault(LATER, "PT0S"));
        Path file = Path.of(environment.getOrDefault(FILE, "/nonexistent"));
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Transactions
                        ? SlowDatabase.over(database.getObject(), later, () -> Files.exists(file))
                        : bean;
            }
        };
    }
}
