package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.Waiting;

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
    DirectCampaigns directCampaigns(Transactions transactions) {
        return new DirectCampaigns(transactions);
    }

    @Bean
    CampaignProgress campaignProgress(Transactions transactions) {
        return new JdbcCampaignProgress(transactions);
    }

    @Bean
    WhyIdle whyIdle(Transactions transactions, Waiting waiting) {
        return new JdbcWhyIdle(transactions, waiting);
    }
}
