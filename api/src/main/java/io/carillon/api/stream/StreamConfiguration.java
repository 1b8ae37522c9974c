package io.carillon.api.stream;

import io.carillon.activities.event.EventStore;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {
    @Bean
    EventPulse eventPulse(EventStore events) {
        return new EventPulse(events);
    }

    @Bean
    OpenStreams openStreams(EventPulse pulse) {
        return new OpenStreams(pulse);
    }
}
