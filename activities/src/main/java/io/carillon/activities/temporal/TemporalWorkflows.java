package io.carillon.activities.temporal;

import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.CallWorkflow;
import io.carillon.workflows.call.CarrierNews;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.console.SearchAttributes;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.imports.ImportWorkflow;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookEndpointWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.SearchAttributes.Builder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.UUID;

/** {@link WorkflowStarter} over the Temporal client. */
final class TemporalWorkflows implements WorkflowStarter {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalWorkflows.class);

    // A worker that dies in a task leaves dead air on the line until the task times out; the
    // default is 10 s.
    private static final Duration CALL_TASK_LIMIT = Duration.ofSeconds(4);

    private final WorkflowClient client;

    TemporalWorkflows(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void wakeCampaign(CampaignStart campaign) {
        quietly(
                "campaign.wake",
                campaign.campaign().toString(),
                () -> {
                    CampaignWorkflow stub =
                            client.newWorkflowStub(
                                    CampaignWorkflow.class,
                                    options(
                                                    CampaignWorkflow.id(campaign.campaign()),
                                                    CampaignWorkflow.TASK_QUEUE)
                                            .setStaticSummary("Campaign " + campaign.campaign())
                                            .setTypedSearchAttributes(
                                                    attributes(campaign.organization().toString())
                                                            .set(
                                                                    SearchAttributes.CAMPAIGN,
                                                                    campaign.campaign().toString())
                                                            .build())
                                            .build());
                    BatchRequest batch = client.newSignalWithStartRequest();
                    batch.add(stub::run, campaign);
                    batch.add(stub::wake);
                    client.signalWithStart(batch);
                });
    }

    @Override
    public void startCall(CallStart call) {
        CallWorkflow stub =
                client.newWorkflowStub(
                        CallWorkflow.class,
                        options(CallWorkflow.id(call.call()), CallWorkflow.TASK_QUEUE)
                                .setWorkflowTaskTimeout(CALL_TASK_LIMIT)
                                .setStaticSummary("Call for " + call.lead())
                                .setTypedSearchAttributes(
                                        attributes(call.organization().toString())
                                                .set(
                                                        SearchAttributes.CAMPAIGN,
                                                        call.campaign().toString())
                                                .set(SearchAttributes.LEAD, call.lead().toString())
                                                .build())
                                .build());
        try {
            WorkflowClient.start(stub::run, call);
        } catch (WorkflowExecutionAlreadyStarted running) {
            LOG.atDebug().addKeyValue("call", call.call()).log("call.already_started");
        }
    }

    @Override
    public boolean tell(CallId call, UUID newsId, CarrierNews news) {
        WorkflowStub stub = client.newUntypedWorkflowStub(CallWorkflow.id(call));
        try {
            stub.startUpdate(
                    UpdateOptions.newBuilder(Void.class)
                            .setUpdateName("news")
                            .setUpdateId(newsId.toString())
                            .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                            .build(),
                    news);
            return true;
        } catch (WorkflowNotFoundException gone) {
            return false;
        }
    }

    @Override
    public boolean hangUp(CallId call) {
        try {
            client.newUntypedWorkflowStub(CallWorkflow.id(call))
                    .startUpdate("hang_up", WorkflowUpdateStage.ACCEPTED, Void.class);
            return true;
        } catch (WorkflowNotFoundException gone) {
            return false;
        } catch (RuntimeException unreachable) {
            LOG.atWarn()
                    .addKeyValue("id", call)
                    .addKeyValue("cause", unreachable.toString())
                    .log("call.hang_up.workflow_unreachable");
            return false;
        }
    }

    @Override
    public boolean steer(CallId call, Performed script) {
        try {
            client.newUntypedWorkflowStub(CallWorkflow.id(call)).signal("steered", script);
            return true;
        } catch (WorkflowNotFoundException gone) {
            return false;
        }
    }

    @Override
    public void startImport(ImportStart start) {
        quietly(
                "import.start",
                start.importId().toString(),
                () -> {
                    ImportWorkflow stub =
                            client.newWorkflowStub(
                                    ImportWorkflow.class,
                                    options(
                                                    ImportWorkflow.id(start.importId()),
                                                    CampaignWorkflow.TASK_QUEUE)
                                            .setStaticSummary("Lead file for " + start.campaign())
                                            .setTypedSearchAttributes(
                                                    attributes(start.organization().toString())
                                                            .set(
                                                                    SearchAttributes.CAMPAIGN,
                                                                    start.campaign().toString())
                                                            .build())
                                            .build());
                    WorkflowClient.start(stub::run, start);
                });
    }

    @Override
    public void wakeEndpoint(EndpointStart endpoint) {
        quietly(
                "endpoint.wake",
                endpoint.endpoint().toString(),
                () -> {
                    WebhookEndpointWorkflow stub =
                            client.newWorkflowStub(
                                    WebhookEndpointWorkflow.class,
                                    options(
                                                    WebhookEndpointWorkflow.id(endpoint.endpoint()),
                                                    CampaignWorkflow.TASK_QUEUE)
                                            .setTypedSearchAttributes(
                                                    attributes(endpoint.organization().toString())
                                                            .build())
                                            .build());
                    BatchRequest batch = client.newSignalWithStartRequest();
                    batch.add(stub::run, endpoint);
                    batch.add(stub::wake);
                    client.signalWithStart(batch);
                });
    }

    @Override
    public RunState state(String workflowId) {
        try {
            return switch (client.newUntypedWorkflowStub(workflowId).describe().getStatus()) {
                case WORKFLOW_EXECUTION_STATUS_RUNNING,
                        WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                        WORKFLOW_EXECUTION_STATUS_PAUSED ->
                        RunState.RUNNING;
                case WORKFLOW_EXECUTION_STATUS_COMPLETED -> RunState.COMPLETED;
                case WORKFLOW_EXECUTION_STATUS_TERMINATED -> RunState.TERMINATED;
                case WORKFLOW_EXECUTION_STATUS_CANCELED -> RunState.CANCELED;
                case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                        RunState.FAILED;
                case WORKFLOW_EXECUTION_STATUS_UNSPECIFIED, UNRECOGNIZED -> RunState.NONE;
            };
        } catch (WorkflowNotFoundException unknown) {
            return RunState.NONE;
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return RunState.NONE;
            }
            throw refused;
        }
    }

    /**
     * An ended workflow may run again under its id: whether a call is dialed is decided by its row,
     * never by this.
     */
    private static WorkflowOptions.Builder options(String id, String queue) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(queue)
                .setWorkflowIdReusePolicy(
                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE);
    }

    private static Builder attributes(String organization) {
        return io.temporal.common.SearchAttributes.newBuilder()
                .set(SearchAttributes.ORGANIZATION, organization);
    }

    private static void quietly(String what, String id, Runnable request) {
        try {
            request.run();
        } catch (WorkflowExecutionAlreadyStarted running) {
            LOG.atDebug().addKeyValue("id", id).log(what + ".already_started");
        } catch (RuntimeException unreachable) {
            LOG.atWarn()
                    .addKeyValue("id", id)
                    .addKeyValue("cause", unreachable.toString())
                    .log(what + ".left_to_sweeper");
        }
    }
}
