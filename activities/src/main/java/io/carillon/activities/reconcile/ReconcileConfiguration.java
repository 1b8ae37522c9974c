package io.carillon.activities.reconcile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {
    @Bean
    Reconciliations reconciliations(
            Transactions transactions,
            LeadDecisions decisions,
            ObjectProvider<MeterRegistry> meters) {
        return Reconciliations.over(
                transactions, decisions, meters.getIfAvailable(CompositeMeterRegistry::new));
    }
}
