package io.carillon.activities.upkeep;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.Endings;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.call.Outcomes;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.activities.inbox.Telling;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.workflows.call.CallActivities;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpkeepConfiguration {
    @Bean
    Judging judging(
            Transactions transactions,
            CallActivities calls,
            Endings endings,
            FollowedCalls followed,
            WorkflowStarter workflows) {
        return new Judging(
                new OpenCallRows(transactions), calls, endings, followed, transactions, workflows);
    }

    @Bean
    CallSweep callSweep(
            Transactions transactions,
            WorkflowStarter workflows,
            Outcomes outcomes,
            Judging judging,
            Reconciliations reconciliations) {
        return new CallSweep(
                new OpenCallRows(transactions), workflows, outcomes, judging, reconciliations);
    }

    @Bean
    LineSweep lineSweep(
            Transactions transactions,
            CarrierDrivers drivers,
            CarrierAccounts accounts,
            Judging judging,
            Outcomes outcomes,
            Reconciliations reconciliations) {
        return new LineSweep(
                new LineRows(transactions), drivers, accounts, judging, outcomes, reconciliations);
    }

    @Bean
    PriceSweep priceSweep(
            Transactions transactions,
            CarrierDrivers drivers,
            CarrierAccounts accounts,
            CarrierInbox inbox) {
        return new PriceSweep(new PriceRows(transactions), drivers, accounts, inbox);
    }

    @Bean
    BalanceSweep balanceSweep(
            Transactions transactions, CarrierDrivers drivers, CarrierAccounts accounts) {
        return new BalanceSweep(transactions, drivers, accounts);
    }

    @Bean
    SlotSweep slotSweep(
            Transactions transactions,
            Outcomes outcomes,
            WorkflowStarter workflows,
            Reconciliations reconciliations) {
        return new SlotSweep(new SlotRows(transactions), outcomes, workflows, reconciliations);
    }

    @Bean
    NewsSweep newsSweep(
            Transactions transactions,
            Telling telling,
            FollowedCalls calls,
            EventRelay relay,
            Reconciliations reconciliations) {
        return new NewsSweep(transactions, telling, calls, relay, reconciliations);
    }

    @Bean
    WorkSweep workSweep(
            Transactions transactions,
            WorkflowStarter workflows,
            CampaignControl campaigns,
            EndpointStore endpoints,
            Reconciliations reconciliations) {
        return new WorkSweep(
                new WorkRows(transactions), workflows, campaigns, endpoints, reconciliations);
    }

    @Bean
    Sweeper sweeper(
            CallSweep calls,
            NewsSweep news,
            LineSweep lines,
            PriceSweep prices,
            BalanceSweep balances,
            SlotSweep slots,
            WorkSweep work,
            CampaignControl campaigns,
            EventStore events,
            Blobs blobs) {
        return new Sweeper(
                calls,
                news,
                lines,
                prices,
                balances,
                slots,
                work,
                new Housekeeping(campaigns, events, blobs));
    }

    @Bean
    UpkeepActivitiesImpl upkeepActivities(Sweeper sweeper) {
        return new UpkeepActivitiesImpl(sweeper);
    }
}
