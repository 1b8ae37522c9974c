package io.carillon.activities.carrier;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.Sealer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CarrierAccountsConfiguration {
    @Bean
    CarrierAccounts carrierAccounts(Transactions transactions, Sealer sealer) {
        return new JdbcCarrierAccounts(transactions, sealer);
    }
}
