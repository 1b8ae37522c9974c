package io.carillon.activities.webhook;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.organization.Sealer;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.webhook.WebhookActivities;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {
    @Bean
    GuardedHttp guardedHttp(WebhookSettings settings) {
        return new GuardedHttp(settings);
    }

    @Bean
    EndpointStore endpointStore(Transactions transactions, Sealer sealer) {
        return EndpointStore.over(transactions, sealer);
    }

    @Bean
    DeliveryStore deliveryStore(Transactions transactions) {
        return DeliveryStore.over(transactions);
    }

    @Bean
    MeterBinder backlogMeters(Transactions transactions) {
        return new BacklogMeters(transactions);
    }

    @Bean
    WebhookTest webhookTest(GuardedHttp http, EndpointStore endpoints) {
        return new WebhookTest(new WebhookSender(http, InstantSource.system()), endpoints);
    }

    @Bean
    EndpointWaker endpointWaker(WorkflowStarter workflows) {
        return new EndpointWaker(workflows::wakeEndpoint);
    }

    @Bean
    EventRelay.Listener deliveryMaker(Transactions transactions, EndpointWaker waker) {
        return new DeliveryMaker(transactions, waker);
    }

    @Bean
    WebhookActivities webhookActivities(
            Transactions transactions,
            Sealer sealer,
            Outbox outbox,
            GuardedHttp http,
            EndpointWaker waker,
            ObjectProvider<MeterRegistry> meters) {
        InstantSource clock = InstantSource.system();
        return new WebhookActivitiesImpl(
                new EndpointDrain(
                        new MeteredDrainStore(
                                new InsistentDrainStore(
                                        new JdbcDrainStore(transactions, sealer, outbox),
                                        InsistentDrainStore.PAUSES),
                                meters.getIfAvailable(CompositeMeterRegistry::new)),
                        new DeliveryRound(
                                new WebhookSender(http, clock),
                                clock,
                                () -> ThreadLocalRandom.current().nextLong()),
                        waker));
    }
}
