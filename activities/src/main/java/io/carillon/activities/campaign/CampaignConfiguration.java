package io.carillon.activities.campaign;

import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires control and looks of campaigns. */
@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {
    @Bean
    StartCheck startCheck(Transactions transactions, Flows flows, CarrierDrivers drivers) {
        return new StartCheck(transactions, flows, drivers);
    }

    @Bean
    StartProblems startProblems(Transactions transactions, StartCheck startCheck) {
        return new JdbcStartProblems(transactions, new CampaignRows(transactions), startCheck);
    }

    @Bean
    CampaignControl campaignControl(
            Transactions transactions,
            Outbox outbox,
            UndialedCalls calls,
            LeadDecisions decisions,
            StartCheck startCheck,
            WorkflowStarter workflows) {
        return new CampaignSwitches(
                transactions,
                new CampaignRows(transactions),
                new CampaignEvents(outbox),
                startCheck,
                new PendingLeads(
                        transactions, new LeadFinished(transactions, outbox), calls, decisions),
                workflows);
    }

    @Bean
    NextMoves nextMoves(
            Transactions transactions,
            Outbox outbox,
            UndialedCalls calls,
            LeadDecisions decisions) {
        return new NextMoves(
                transactions,
                new CampaignRows(transactions),
                new CampaignEvents(outbox),
                new PendingLeads(
                        transactions, new LeadFinished(transactions, outbox), calls, decisions));
    }

    @Bean
    CampaignActivitiesImpl campaignActivities(NextMoves nextMoves, CampaignControl control) {
        return new CampaignActivitiesImpl(nextMoves, control);
    }
}
