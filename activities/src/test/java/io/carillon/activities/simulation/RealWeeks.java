package io.carillon.activities.simulation;

import io.carillon.activities.call.Unsealed;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.Sealer;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.testing.MovedTime;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.WorkflowData;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallWorkflow;
import io.carillon.workflows.call.CallWorkflowImpl;
import io.carillon.workflows.campaign.CampaignActivities;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.campaign.CampaignWorkflowImpl;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.console.SearchAttributes;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The workflows and activities of production on PostgreSQL and on Temporal's server that skips
 * time; the database's clock goes with the workflows'.
 */
final class RealWeeks implements AutoCloseable {
    private static final List<String> PARTS =
            List.of(
                    "account",
                    "call",
                    "campaign",
                    "dispatch",
                    "event",
                    "flow",
                    "lead",
                    "reconcile",
                    "suppression",
                    "inbox",
                    "blob",
                    "webhook",
                    "temporal");

    final TestDatabase database = TestDatabase.open();
    final PatientCarrier carrier;
    private final TestWorkflowEnvironment environment;
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();

    /**
     * @param carrierName whose calls the fake carrier takes: the law holds for other names than the
     *     simulator's
     */
    RealWeeks(String carrierName, long seed, Instant start) {
        carrier = new PatientCarrier(carrierName, seed);
        environment = environment(start);
        wire();
        Worker calls = environment.newWorker(CallWorkflow.TASK_QUEUE);
        calls.registerWorkflowImplementationTypes(CallWorkflowImpl.class);
        calls.registerActivitiesImplementations(context.getBean(CallActivities.class));
        Worker control = environment.newWorker(CampaignWorkflow.TASK_QUEUE);
        control.registerWorkflowImplementationTypes(CampaignWorkflowImpl.class);
        control.registerActivitiesImplementations(context.getBean(CampaignActivities.class));
        environment
                .newWorker(CampaignWorkflow.DISPATCH_TASK_QUEUE)
                .registerActivitiesImplementations(context.getBean(DispatchActivities.class));
        environment.start();
    }

    void run(List<CampaignStart> campaigns, Duration length) {
        campaigns.forEach(context.getBean(WorkflowStarter.class)::wakeCampaign);
        environment.sleep(length);
    }

    Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    private static TestWorkflowEnvironment environment(Instant start) {
        var options =
                TestEnvironmentOptions.newBuilder()
                        .setInitialTime(start)
                        .setWorkflowClientOptions(
                                WorkflowClientOptions.newBuilder()
                                        .setDataConverter(WorkflowData.converter())
                                        .setIdentity("test")
                                        .build());
        SearchAttributes.all()
                .forEach(
                        each ->
                                options.registerSearchAttribute(
                                        each.getName(),
                                        IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    private void wire() {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test",
                                Map.of(
                                        "carillon.public-url", "http://127.0.0.1:1",
                                        "carillon.simulator.speed", "1",
                                        "carillon.dispatch.length", "PT0.3S",
                                        "carillon.dispatch.pause", "PT0.02S")));
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.registerBean(
                Transactions.class,
                () ->
                        new MovedTime(
                                database.transactions(),
                                () -> Duration.between(Instant.now(), now())));
        context.registerBean(
                "workflowClient", WorkflowClient.class, environment::getWorkflowClient);
        context.registerBean(CarrierDrivers.class, () -> new CarrierDrivers(List.of(carrier)));
        context.registerBean(CarrierAccounts.class, () -> new Accounts(carrier.carrier()));
        context.registerBean(Sealer.class, Unsealed::new);
        PARTS.forEach(part -> context.scan("io.carillon.activities." + part));
        context.refresh();
    }

    @Override
    public void close() {
        environment.close();
        context.close();
        database.close();
    }

    private record Accounts(String carrier) implements CarrierAccounts {
        @Override
        public CarrierAccount open(AccountId account) {
            return new CarrierAccount(
                    account, new OrganizationId(account.value()), carrier, null, Map.of());
        }

        @Override
        public CarrierAccount open(SealedAccount account) {
            return open(account.id());
        }

        @Override
        public byte[] seal(Map<String, String> credentials) {
            return new byte[0];
        }
    }
}
