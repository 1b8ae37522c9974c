package io.carillon.activities.event;

import io.carillon.activities.database.Transactions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {
    @Bean
    Outbox outbox(Transactions transactions) {
        return Outbox.over(transactions);
    }

    @Bean
    EventStore eventStore(Transactions transactions) {
        return EventStore.over(transactions);
    }

    @Bean
    EventRelay eventRelay(Transactions transactions, EventRelay.Listener listener) {
        return new EventRelay(transactions, listener);
    }
}
