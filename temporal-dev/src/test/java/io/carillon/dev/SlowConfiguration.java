package io.carillon.dev;

import io.carillon.activities.database.Database;
import io.carillon.activities.database.SlowDatabase;
import io.carillon.activities.database.Transactions;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What makes the API's database slow, while the file {@link #FILE} exists; workers, whose gate
 * keeps to the millisecond, would not dial with it. Given to the processes of `up` as a further
 * source of the application.
 */
@Configuration(proxyBeanMethods = false)
class SlowConfiguration {
    static final String LATER = "CARILLON_TEST_SLOW_LATER";
    static final String FILE = "CARILLON_TEST_SLOW_FILE";

    private static final String API = "apiApplication";

    @Bean
    static BeanPostProcessor slowDatabase(
            ObjectProvider<Database> database, ListableBeanFactory beans) {
        Map<String, String> environment = System.getenv();
        Duration later = Duration.parse(environment.getOrDefault(LATER, "PT0S"));
        Path file = Path.of(environment.getOrDefault(FILE, "/nonexistent"));
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Transactions && beans.containsBeanDefinition(API)
                        ? SlowDatabase.over(database.getObject(), later, () -> Files.exists(file))
                        : bean;
            }
        };
    }
}
