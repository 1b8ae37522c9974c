package io.carillon.activities.call;

import io.carillon.activities.account.AccountHealths;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.Sealer;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CallActivities;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what a call does to the world. */
@Configuration(proxyBeanMethods = false)
class CallActivitiesConfiguration {
    @Bean
    FollowedCalls followedCalls(Transactions transactions) {
        return new FollowedCalls(transactions);
    }

    @Bean
    ScriptRows scriptRows(Transactions transactions, Suppressions suppressions) {
        return new ScriptRows(transactions, suppressions);
    }

    @Bean
    TransferRules transferRules(SuppressionStore suppressions) {
        return new TransferRules(suppressions);
    }

    @Bean
    Rendering rendering(TransferRules transfers) {
        return new Rendering(transfers);
    }

    @Bean
    Speaking speaking(
            CarrierDrivers drivers, CarrierAccounts accounts, CallbackAddresses addresses) {
        return new Speaking(drivers, accounts, addresses);
    }

    @Bean
    DialRows dialRows(Transactions transactions, CallEvents events) {
        return new DialRows(transactions, events);
    }

    @Bean
    DialMeters dialMeters(ObjectProvider<MeterRegistry> meters) {
        return new DialMeters(meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    DialSettling dialSettling(
            Transactions transactions,
            Gate gate,
            Outcomes outcomes,
            FollowedCalls calls,
            DialRows rows,
            DialMeters meters,
            AccountHealths accounts) {
        return new DialSettling(
                transactions,
                gate,
                outcomes,
                calls,
                rows,
                meters,
                accounts,
                CallerIdProofs.over(transactions),
                new Insistence(Insistence.PAUSES));
    }

    @Bean
    CallbackTags callbackTags(Sealer sealer) {
        return new CallbackTags(sealer);
    }

    @Bean
    CallbackAddresses callbackAddresses(
            @Value("${carillon.public-url}") String publicUrl, CallbackTags tags) {
        return new CallbackAddresses(publicUrl, tags);
    }

    @Bean
    CallActivities callActivities(
            Transactions transactions,
            Gate gate,
            Headroom headroom,
            Outcomes outcomes,
            Flows flows,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            FollowedCalls calls,
            DialRows rows,
            DialSettling settling,
            DialMeters meters,
            ScriptRows scripts,
            Endings endings,
            Rendering rendering,
            Speaking speaking,
            CallbackAddresses addresses,
            @Value("${carillon.simulator.speed}") double simulatorSpeed) {
        return new CallActivitiesImpl(
                transactions,
                calls,
                new Dialing(
                        gate,
                        headroom,
                        flows,
                        rendering,
                        accounts,
                        drivers,
                        new CallPlans(addresses, drivers, simulatorSpeed),
                        rows,
                        settling,
                        meters),
                settling,
                new Following(transactions, calls, scripts, flows, rendering, speaking),
                speaking,
                endings,
                outcomes);
    }

    @Bean
    Endings endings(FollowedCalls calls, ScriptRows scripts, Outcomes outcomes) {
        return new Endings(calls, scripts, outcomes);
    }

    @Bean
    RunningGather.Rest betweenLooks() {
        return Thread::sleep;
    }

    @Bean
    CallControl callControl(
            Transactions transactions,
            FollowedCalls calls,
            ScriptRows scripts,
            Speaking speaking,
            Outcomes outcomes,
            Flows flows,
            Blobs blobs,
            TransferRules transfers,
            Rendering rendering,
            LeadDecisions decisions,
            RunningGather.Rest betweenLooks,
            WorkflowStarter workflows) {
        return new CallSteering(
                transactions,
                calls,
                scripts,
                speaking,
                outcomes,
                flows,
                new RunningGather(transactions, calls, flows, rendering, betweenLooks),
                decisions,
                blobs,
                transfers,
                workflows);
    }
}
