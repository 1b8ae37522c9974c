package io.carillon.activities.carrier.simulator;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The simulated carrier's driver. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorSettings.class)
class SimulatorConfiguration {
    @Bean(destroyMethod = "close")
    SimulatorDriver simulatorDriver(SimulatorSettings settings) {
        return new SimulatorDriver(settings);
    }
}
