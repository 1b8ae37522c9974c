package io.carillon.activities.carrier.twilio;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Twilio's driver. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TwilioSettings.class)
class TwilioConfiguration {
    @Bean(destroyMethod = "close")
    TwilioDriver twilioDriver(TwilioSettings settings) {
        return new TwilioDriver(settings);
    }
}
