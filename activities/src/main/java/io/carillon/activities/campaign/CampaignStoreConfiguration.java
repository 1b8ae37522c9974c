package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires campaigns as users keep them. */
@Configuration(proxyBeanMethods = false)
class CampaignStoreConfiguration {
    @Bean
    CampaignStore campaignStore(Transactions transactions) {
        return new JdbcCampaignStore(transactions);
    }

    @Bean
    CampaignProgress campaignProgress(Transactions transactions) {
        return new JdbcCampaignProgress(transactions);
    }

    @Bean
    WhyIdle whyIdle(Transactions transactions) {
        return new JdbcWhyIdle(transactions);
    }
}
