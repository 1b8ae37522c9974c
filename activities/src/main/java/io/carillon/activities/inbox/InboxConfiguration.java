package io.carillon.activities.inbox;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.CallbackAddresses;
import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.CallEvents;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.suppression.Suppressions;
import io.carillon.activities.temporal.WorkflowStarter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires where callbacks arrive. */
@Configuration(proxyBeanMethods = false)
class InboxConfiguration {
    @Bean
    Telling telling(
            Transactions transactions,
            WorkflowStarter workflows,
            FollowedCalls calls,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            Blobs blobs,
            CallEvents events) {
        var rows = new NewsRows(transactions);
        return new Telling(
                transactions,
                workflows,
                calls,
                new Recordings(transactions, calls, accounts, drivers, blobs, events, rows),
                rows);
    }

    @Bean
    CarrierInbox carrierInbox(
            Transactions transactions,
            FollowedCalls calls,
            ScriptRows scripts,
            CallEvents events,
            Flows flows,
            Suppressions suppressions,
            Telling telling) {
        return new JdbcCarrierInbox(
                transactions,
                calls,
                scripts,
                events,
                flows,
                suppressions,
                new NewsRows(transactions),
                telling);
    }

    @Bean
    CallbackDesk callbackDesk(
            Transactions transactions,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            CarrierInbox inbox,
            CallbackTags tags,
            CallbackAddresses addresses,
            ScriptRows scripts) {
        return new CallbackDesk(transactions, accounts, drivers, inbox, tags, addresses, scripts);
    }
}
