package io.carillon.activities.ledger;

import io.carillon.activities.database.Transactions;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {
    @Bean
    Ledger ledger(Transactions transactions) {
        return new Ledger(transactions);
    }

    @Bean
    LedgerNights ledgerNights(Transactions transactions, Ledger ledger, LedgerSettings settings) {
        return new LedgerNights(transactions, ledger, settings.time());
    }

    @Bean
    LedgerMeters ledgerMeters(LedgerNights nights) {
        return new LedgerMeters(nights);
    }
}
