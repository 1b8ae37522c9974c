package io.carillon.activities.suppression;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the list of numbers not to be called; one object serves calls and users. */
@Configuration(proxyBeanMethods = false)
class SuppressionConfiguration {
    @Bean
    JdbcSuppressions suppressions(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            CallEvents events,
            WorkflowStarter workflows) {
        var leads = new SuppressedLeads(transactions, decisions, finished, events, workflows);
        return new JdbcSuppressions(transactions, leads, decisions);
    }

    @Bean
    SuppressionUploads suppressionUploads(
            Transactions transactions, JdbcSuppressions suppressions) {
        return new SuppressionUploads(transactions, suppressions);
    }
}
