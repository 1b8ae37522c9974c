package io.carillon.worker;

import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallWorkflow;
import io.carillon.workflows.call.CallWorkflowImpl;
import io.carillon.workflows.campaign.CampaignActivities;
import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.campaign.CampaignWorkflowImpl;
import io.carillon.workflows.campaign.DispatchActivities;
import io.carillon.workflows.imports.ImportActivities;
import io.carillon.workflows.imports.ImportWorkflowImpl;
import io.carillon.workflows.upkeep.ReconcileWorkflowImpl;
import io.carillon.workflows.upkeep.UpkeepActivities;
import io.carillon.workflows.webhook.WebhookActivities;
import io.carillon.workflows.webhook.WebhookEndpointWorkflow;
import io.carillon.workflows.webhook.WebhookEndpointWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** Who runs what, how many, how fast: every workflow and activity, queue by queue. */
@Component
final class Workers {
    // Above the peak of calls one worker holds: a call that falls out of the cache is replayed at
    // its next event, in the middle of a conversation. A parked call costs about 17 KB.
    private static final int CACHED_WORKFLOWS = 4_000;

    // A workflow has its main method and, for moments, a handler. Virtual threads: a ceiling only.
    private static final int WORKFLOW_THREADS = 10_000;

    // After a worker dies its calls wait this long before another takes them over. 5 s, the
    // default, is dead air; below 1 s a busy worker loses calls it still holds.
    private static final Duration STICKY = Duration.ofSeconds(1);

    // Decisions take microseconds; local activities (PostgreSQL, carrier) take milliseconds.
    private static final int DECISIONS = 100;
    private static final int CALL_ACTIVITIES = 200;

    // New calls and calls under way are polled for separately. With 5, the default, those under way
    // took nearly all and new ones waited for seconds.
    private static final int DECISION_POLLERS = 12;

    // One slot is one campaign for a minute; they mostly wait for the next send instant.
    private static final int CAMPAIGNS_AT_ONCE = 500;

    private static final int CONTROL_ACTIVITIES = 50;

    // Imports beat every second. The SDK would pass on one beat in 4 s (80 % of the timeout), and
    // the server wait for the next one with 1 s to spare.
    private static final Duration BEATS_PASSED_ON = Duration.ofSeconds(1);

    // One slot is one busy endpoint for half a minute; they mostly wait for receivers.
    private static final int DRAINS = 200;

    // 1 s, the default, is reached by a full garbage collection on a small machine.
    private static final long STUCK_MILLIS = 3_000;

    private final CallActivities calls;
    private final CampaignActivities campaigns;
    private final DispatchActivities dispatch;
    private final ImportActivities imports;
    private final WebhookActivities webhooks;
    private final UpkeepActivities upkeep;

    Workers(
            CallActivities calls,
            CampaignActivities campaigns,
            DispatchActivities dispatch,
            ImportActivities imports,
            WebhookActivities webhooks,
            UpkeepActivities upkeep) {
        this.calls = calls;
        this.campaigns = campaigns;
        this.dispatch = dispatch;
        this.imports = imports;
        this.webhooks = webhooks;
        this.upkeep = upkeep;
    }

    /** Workers that poll once the factory is started. */
    WorkerFactory register(WorkflowClient client) {
        WorkerFactory factory =
                WorkerFactory.newInstance(
                        client,
                        WorkerFactoryOptions.newBuilder()
                                .setWorkflowCacheSize(CACHED_WORKFLOWS)
                                .setMaxWorkflowThreadCount(WORKFLOW_THREADS)
                                .setUsingVirtualWorkflowThreads(true)
                                .build());
        Worker callsWorker = factory.newWorker(CallWorkflow.TASK_QUEUE, options(CALL_ACTIVITIES));
        callsWorker.registerWorkflowImplementationTypes(CallWorkflowImpl.class);
        callsWorker.registerActivitiesImplementations(new BeatingCalls(calls, BeatingCalls.EVERY));

        Worker control =
                factory.newWorker(
                        CampaignWorkflow.TASK_QUEUE,
                        WorkerOptions.newBuilder(options(CONTROL_ACTIVITIES))
                                .setMaxHeartbeatThrottleInterval(BEATS_PASSED_ON)
                                .build());
        control.registerWorkflowImplementationTypes(
                CampaignWorkflowImpl.class,
                ImportWorkflowImpl.class,
                ReconcileWorkflowImpl.class,
                WebhookEndpointWorkflowImpl.class);
        control.registerActivitiesImplementations(campaigns, imports, upkeep);

        Worker draining =
                factory.newWorker(WebhookEndpointWorkflow.DRAIN_TASK_QUEUE, options(DRAINS));
        draining.registerActivitiesImplementations(webhooks);

        Worker dispatching =
                factory.newWorker(CampaignWorkflow.DISPATCH_TASK_QUEUE, options(CAMPAIGNS_AT_ONCE));
        dispatching.registerActivitiesImplementations(dispatch);
        return factory;
    }

    /**
     * Eager activities are on by default in the SDK; {@code up} switches them on in the server. Of
     * a worker without a build id the server writes one to visibility twice per workflow.
     */
    private static WorkerOptions options(int activities) {
        return WorkerOptions.newBuilder()
                .setBuildId(Release.ID)
                .setUsingVirtualThreads(true)
                .setMaxConcurrentWorkflowTaskExecutionSize(DECISIONS)
                .setMaxConcurrentWorkflowTaskPollers(DECISION_POLLERS)
                .setMaxConcurrentActivityExecutionSize(activities)
                .setMaxConcurrentLocalActivityExecutionSize(activities)
                .setStickyQueueScheduleToStartTimeout(STICKY)
                .setDefaultDeadlockDetectionTimeout(STUCK_MILLIS)
                .build();
    }
}
