package io.carillon.worker;

import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.upkeep.ReconcileWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the workers once Temporal answers, however long that takes, and keeps the reconciler
 * running: an operator who terminates it gets a new one within half a minute.
 */
final class WorkerProcess implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WorkerProcess.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    // With half a minute without a reconciler, what is left open is still ended within two minutes.
    private static final Duration WATCH = Duration.ofSeconds(30);

    // Longer than a carrier takes to answer a dial request, so that what it said is stored.
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final WorkflowClient client;
    private final Provisioning provisioning;
    private final Workers workers;
    private final Runnable handOver;
    private final String address;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile String missing = "Temporal: not asked yet";
    private volatile boolean running;
    private volatile @Nullable WorkerFactory factory;

    /**
     * @param handOver makes the activities that run for minutes end
     */
    WorkerProcess(
            WorkflowClient client,
            Provisioning provisioning,
            Workers workers,
            Runnable handOver,
            String address) {
        this.client = client;
        this.provisioning = provisioning;
        this.workers = workers;
        this.handOver = handOver;
        this.address = address;
    }

    /** Why no work is being done; empty when the workers poll. */
    String missing() {
        return missing;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("worker-process").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        WorkerFactory started = factory;
        if (started != null) {
            started.shutdown();
            handOver.run();
            started.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
            started.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                Duration pause = factory == null ? startWorkers() : keepReconciling();
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration startWorkers() {
        try {
            provisioning.ensure();
            WorkerFactory built = workers.register(client);
            built.start();
            factory = built;
            missing = "";
            log.atInfo().addKeyValue("temporal", address).log("workers.started");
            return keepReconciling();
        } catch (RuntimeException absent) {
            String why = "Temporal at " + address + ": " + absent.getMessage();
            if (!why.equals(missing)) {
                log.atWarn().addKeyValue("why", why).log("workers.waiting");
            }
            missing = why;
            return RETRY;
        }
    }

    private Duration keepReconciling() {
        try {
            var reconcile =
                    client.newWorkflowStub(
                            ReconcileWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(ReconcileWorkflow.ID)
                                    .setTaskQueue(CampaignWorkflow.TASK_QUEUE)
                                    .setWorkflowIdConflictPolicy(
                                            WorkflowIdConflictPolicy
                                                    .WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                    .setStaticSummary("Ends truthfully what crashes left open")
                                    .build());
            WorkflowClient.start(reconcile::run);
        } catch (RuntimeException absent) {
            log.atWarn().addKeyValue("why", absent.getMessage()).log("reconcile.not-started");
        }
        return WATCH;
    }
}
