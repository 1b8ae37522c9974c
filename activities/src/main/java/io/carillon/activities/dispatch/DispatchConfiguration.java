package io.carillon.activities.dispatch;

import io.carillon.activities.call.GateSettings;
import io.carillon.activities.call.PromptClaims;
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
    Demands demands(Transactions transactions, GateSettings installation) {
        return new Demands(transactions, installation.callsPerSecond());
    }

    @Bean
    Claims claims(Transactions transactions, Demands demands, LeadDecisions decisions) {
        return new Claims(transactions, new Budget(transactions, demands), decisions);
    }

    @Bean
    Starts starts(WorkflowStarter workflows, DispatchSettings settings) {
        return new Starts(workflows, settings.startsAtOnce());
    }

    @Bean
    PromptClaims promptClaims(Claims claims, Starts starts) {
        return new LookAtOnce(claims, starts);
    }

    @Bean
    Dispatcher dispatcher(
            Claims claims,
            Demands demands,
            NextMoves nextMoves,
            Starts starts,
            DispatchSettings settings) {
        return new Dispatcher(claims, demands, nextMoves, starts, settings);
    }
}
