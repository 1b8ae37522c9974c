package io.carillon.activities.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Leads on their way in, and their rows. */
@Configuration(proxyBeanMethods = false)
class LeadConfiguration {
    @Bean
    LeadIntake leadIntake(Transactions transactions, Outbox outbox, LeadDecisions decisions) {
        return new JdbcLeadIntake(transactions, new LeadFinished(transactions, outbox), decisions);
    }

    @Bean
    LeadStore leadStore(
            Transactions transactions,
            Outbox outbox,
            LeadDecisions decisions,
            Waiting waiting,
            WorkflowStarter workflows) {
        return new JdbcLeadStore(
                transactions,
                new LeadChanges(
                        transactions,
                        decisions,
                        new LeadFinished(transactions, outbox),
                        new PersonEraser(transactions),
                        workflows),
                waiting);
    }

    @Bean
    HeldLeads heldLeads(Transactions transactions, WorkflowStarter workflows) {
        return new HeldLeads(transactions, workflows);
    }

    @Bean
    LeadResults leadResults(Transactions transactions) {
        return new JdbcLeadResults(transactions);
    }
}
