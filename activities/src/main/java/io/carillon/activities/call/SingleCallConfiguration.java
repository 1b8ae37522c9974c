package io.carillon.activities.call;

import io.carillon.activities.campaign.DirectCampaigns;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires single calls and the reading of all. */
@Configuration(proxyBeanMethods = false)
class SingleCallConfiguration {
    @Bean
    Calls calls(Transactions transactions) {
        return new JdbcCalls(transactions);
    }

    @Bean
    SingleCalls singleCalls(
            Transactions transactions,
            DirectCampaigns direct,
            SuppressionStore suppressions,
            FlowStore flowStore,
            Flows flows,
            CarrierDrivers drivers,
            LeadDecisions decisions,
            PromptClaims claims,
            WorkflowStarter workflows) {
        return new JdbcSingleCalls(
                transactions,
                direct,
                suppressions,
                flowStore,
                flows,
                drivers,
                decisions,
                claims,
                workflows);
    }
}
