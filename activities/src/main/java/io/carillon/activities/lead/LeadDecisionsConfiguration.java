package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The trace of leads, and why they wait. */
@Configuration(proxyBeanMethods = false)
class LeadDecisionsConfiguration {
    @Bean
    LeadDecisions leadDecisions(Transactions transactions) {
        return new JdbcLeadDecisions(transactions);
    }

    @Bean
    Waiting waiting(Transactions transactions) {
        return new JdbcWaiting(transactions);
    }
}
