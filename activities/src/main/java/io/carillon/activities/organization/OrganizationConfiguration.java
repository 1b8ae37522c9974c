package io.carillon.activities.organization;

import io.carillon.activities.database.Transactions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stores of organizations, keys, accounts and the audit log. */
@Configuration(proxyBeanMethods = false)
class OrganizationConfiguration {
    @Bean
    ApiKeyStore apiKeyStore(Transactions transactions) {
        return new JdbcApiKeyStore(transactions);
    }

    @Bean
    AuditLog auditLog(Transactions transactions) {
        return new JdbcAuditLog(transactions);
    }

    @Bean
    IdempotencyStore idempotencyStore(Transactions transactions) {
        return new JdbcIdempotencyStore(transactions);
    }

    @Bean
    OrganizationStore organizationStore(Transactions transactions) {
        return new JdbcOrganizationStore(transactions);
    }

    @Bean
    CallerIdStore callerIdStore(Transactions transactions) {
        return CallerIdStore.over(transactions);
    }

    @Bean
    CallerIdProofs callerIdProofs(Transactions transactions) {
        return new CallerIdProofs(transactions);
    }

    @Bean
    CarrierAccountStore carrierAccountStore(Transactions transactions) {
        return new JdbcCarrierAccountStore(transactions);
    }
}
