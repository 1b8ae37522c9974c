package io.carillon.activities.carrier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** Every driver of this installation, by its carrier's name. */
@Configuration(proxyBeanMethods = false)
class CarrierConfiguration {
    @Bean
    CarrierDrivers carrierDrivers(List<CarrierDriver> drivers) {
        return new CarrierDrivers(drivers);
    }
}
