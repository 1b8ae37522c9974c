package io.carillon.activities.carrier.ilyost;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ilyost's driver, where somebody asks for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("carillon.ilyost.url")
@EnableConfigurationProperties(IlyostSettings.class)
class IlyostConfiguration {
    @Bean(destroyMethod = "close")
    IlyostDriver ilyostDriver(IlyostSettings settings) {
        return new IlyostDriver(settings);
    }
}
