package io.carillon.activities.dispatch;

import io.carillon.activities.call.GateSettings;
import io.carillon.activities.campaign.NextMoves;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the dispatcher. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DispatchSettings.class, GateSettings.class})
class DispatchConfiguration {
    @Bean
    Dispatcher dispatcher(
            Transactions transactions,
            LeadDecisions decisions,
            NextMoves nextMoves,
            WorkflowStarter workflows,
            GateSettings installation,
            DispatchSettings settings) {
        var demands = new Demands(transactions, installation.callsPerSecond());
        return new Dispatcher(
                new Claims(transactions, new Budget(transactions, demands), decisions),
                demands,
                nextMoves,
                workflows,
                settings);
    }
}
