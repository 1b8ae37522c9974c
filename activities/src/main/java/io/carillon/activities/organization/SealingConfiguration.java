package io.carillon.activities.organization;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.nio.file.Path;

@Configuration(proxyBeanMethods = false)
class SealingConfiguration {
    /** The key file lies in CARILLON_HOME unless said otherwise; its loss loses what was sealed. */
    @Bean
    Sealer sealer(
            @Value("${carillon.secret-key-file:${carillon.home:${user.home}/.carillon}/secret.key}")
                    String keyFile) {
        return new KeyFileSealer(Path.of(keyFile));
    }
}
