package io.carillon.activities.callerid;

import io.carillon.activities.call.SingleCalls;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.suppression.SuppressionStore;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires proofs of caller ids and their statistics. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CodeCallSettings.class)
class CallerIdConfiguration {
    @Bean
    CarrierListings carrierListings(
            Transactions transactions,
            CarrierDrivers drivers,
            CarrierAccounts accounts,
            CallerIdProofs proofs) {
        return new CarrierListings(transactions, drivers, accounts, proofs);
    }

    @Bean
    CodeCalls codeCalls(
            Transactions transactions,
            CodeCallSettings settings,
            SingleCalls calls,
            FlowStore flows,
            SuppressionStore suppressions,
            CallerIdProofs proofs) {
        return new JdbcCodeCalls(transactions, settings, calls, flows, suppressions, proofs);
    }

    @Bean
    CallerIdStatistics callerIdStatistics(Transactions transactions) {
        return new CallerIdStatistics(transactions);
    }
}
