package io.carillon.api.stream;

import io.carillon.activities.event.EventStore;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
    @Bean
    EventTail eventTail(EventStore events) {
        return new EventTail(events);
    }

    @Bean
    OpenStreams openStreams(EventTail tail) {
        return new OpenStreams(tail);
    }
}
