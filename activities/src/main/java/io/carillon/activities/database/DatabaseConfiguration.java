package io.carillon.activities.database;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.sql.DataSource;

/** Opens the database at boot; the pools are beans so that health and metrics see them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    @Bean
    Database database(DatabaseSettings settings) {
        return Database.open(settings);
    }

    @Bean
    DataSource appPool(Database database) {
        return database.app();
    }

    @Bean
    DataSource systemPool(Database database) {
        return database.system();
    }

    @Bean
    Transactions transactions(Database database) {
        return database.transactions();
    }
}
