package io.carillon.activities.upkeep;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.Outcomes;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.inbox.Telling;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.workflows.call.CallActivities;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpkeepConfiguration {
    @Bean
    Sweeper sweeper(
            Transactions transactions,
            WorkflowStarter workflows,
            Telling telling,
            CampaignControl campaigns,
            CallActivities calls,
            Outcomes outcomes,
            EndpointStore endpoints,
            EventStore events,
            Blobs blobs) {
        return new Sweeper(
                new SweepRows(transactions),
                workflows,
                telling,
                campaigns,
                calls,
                outcomes,
                endpoints,
                events,
                blobs);
    }

    @Bean
    UpkeepActivitiesImpl upkeepActivities(Sweeper sweeper) {
        return new UpkeepActivitiesImpl(sweeper);
    }
}
