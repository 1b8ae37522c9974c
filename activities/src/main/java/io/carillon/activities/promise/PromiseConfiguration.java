package io.carillon.activities.promise;

import io.carillon.activities.database.Transactions;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PromiseConfiguration {
    @Bean
    MeterBinder promiseMeters(Transactions transactions) {
        return new PromiseMeters(transactions);
    }
}
