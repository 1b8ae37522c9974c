package io.carillon.activities.dryrun;

import io.carillon.activities.call.GateSettings;
import io.carillon.activities.campaign.StartProblems;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.Flows;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DryRunConfiguration {
    @Bean
    DryRun dryRun(
            Transactions transactions,
            Flows flows,
            StartProblems problems,
            GateSettings installation) {
        return new JdbcDryRun(transactions, flows, problems, installation.callsPerSecond());
    }
}
