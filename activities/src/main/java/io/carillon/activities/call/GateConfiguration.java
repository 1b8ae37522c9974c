package io.carillon.activities.call;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadFinished;
import io.carillon.activities.lead.LeadHours;
import io.carillon.activities.lead.ZoneResolver;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gate and the outcomes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GateSettings.class)
class GateConfiguration {
    @Bean
    CallEvents callEvents(Transactions transactions, Outbox outbox) {
        return new CallEvents(transactions, outbox);
    }

    @Bean
    LeadFinished leadFinished(Transactions transactions, Outbox outbox) {
        return new LeadFinished(transactions, outbox);
    }

    @Bean
    Headroom headroom() {
        return new Headroom();
    }

    @Bean
    Gate gate(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            CallEvents events,
            WorkflowStarter workflows,
            Flows flows,
            Headroom headroom,
            GateSettings settings,
            ObjectProvider<MeterRegistry> meters) {
        return new MeteredGate(
                new JdbcGate(
                        new GateTurns(),
                        transactions,
                        new CallRows(transactions),
                        new Claims(transactions, decisions, finished, events),
                        zones(),
                        flows,
                        new CampaignWaker(transactions, workflows),
                        headroom,
                        settings.callsPerSecond()),
                meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    Outcomes outcomes(
            Transactions transactions,
            LeadDecisions decisions,
            LeadFinished finished,
            CallEvents events,
            WorkflowStarter workflows,
            Reconciliations reconciliations) {
        return new JdbcOutcomes(
                transactions,
                new CallRows(transactions),
                new OutcomeStore(transactions),
                new Claims(transactions, decisions, finished, events),
                events,
                zones(),
                new CampaignWaker(transactions, workflows),
                reconciliations);
    }

    private static DialZones zones() {
        return new DialZones(number -> LeadHours.zones(ZoneResolver.ofNumber(number).zones()));
    }
}
