package io.carillon.activities.account;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the health of accounts. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
    @Bean
    AccountHealths accountHealths(Transactions transactions, Outbox outbox) {
        return AccountHealths.over(transactions, outbox);
    }

    @Bean
    MeterBinder accountMeters(Transactions transactions) {
        return new AccountMeters(transactions);
    }
}
