package io.carillon.activities.flow;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.webhook.GuardedHttp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FlowConfiguration {
    @Bean
    Flows flows(Transactions transactions) {
        return Flows.over(transactions);
    }

    @Bean
    FlowStore flowStore(Transactions transactions, Blobs blobs, GuardedHttp http) {
        return new JdbcFlowStore(
                transactions,
                new AudioDesk(
                        transactions, blobs, url -> http.fetch(url, AudioDesk.MOST_BYTES).bytes()));
    }
}
