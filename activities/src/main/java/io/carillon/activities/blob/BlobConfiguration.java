package io.carillon.activities.blob;

import io.carillon.activities.database.Transactions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BlobConfiguration {
    @Bean
    Blobs blobs(Transactions transactions) {
        return new JdbcBlobs(transactions);
    }
}
