package io.carillon.dev;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What calls are measured by: the least a durable program can do, a workflow with one activity that
 * does nothing, on the same servers in the same process. Nobody waits for its result over the wire,
 * as nobody does for a call's.
 */
final class Ruler implements AutoCloseable {
    private static final String QUEUE = "carillon-ruler";

    /** Enough that the servers and not the way to them are the limit. */
    private static final int AT_ONCE = 32;

    private static final int POLLERS = 12;

    // Counted where it ends: the workflow's last words to the server are on their way.
    private static final AtomicLong DONE = new AtomicLong();
    private static final Semaphore ROOM = new Semaphore(0);

    /** The workflow. */
    @WorkflowInterface
    public interface Nothing {
        @WorkflowMethod(name = "Ruler")
        void run();
    }

    /** Its activity. */
    @ActivityInterface(namePrefix = "Ruler.")
    public interface Deed {
        @ActivityMethod
        void nothing();
    }

    /** Does nothing, durably. */
    public static final class NothingImpl implements Nothing {
        private final Deed deed =
                Workflow.newActivityStub(
                        Deed.class,
                        ActivityOptions.newBuilder()
                                .setStartToCloseTimeout(Duration.ofSeconds(60))
                                .build());

        @Override
        public void run() {
            deed.nothing();
            DONE.incrementAndGet();
            ROOM.release();
        }
    }

    private final WorkflowClient client;
    private final WorkerFactory factory;
    private volatile boolean closed;

    /** Starts its worker, with the options of those of calls; starts no workflow. */
    Ruler(WorkflowClient client) {
        this.client = client;
        this.factory =
                WorkerFactory.newInstance(
                        client,
                        WorkerFactoryOptions.newBuilder()
                                .setUsingVirtualWorkflowThreads(true)
                                .build());
        Worker worker =
                factory.newWorker(
                        QUEUE,
                        WorkerOptions.newBuilder()
                                .setBuildId("ruler")
                                .setUsingVirtualThreads(true)
                                .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                                .build());
        worker.registerWorkflowImplementationTypes(NothingImpl.class);
        worker.registerActivitiesImplementations((Deed) () -> {});
        factory.start();
    }

    /** Runs as many as there is room for until it is closed. */
    Ruler begin() {
        ROOM.drainPermits();
        ROOM.release(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            Thread.ofVirtual().start(this::startThem);
        }
        return this;
    }

    private void startThem() {
        while (!closed) {
            ROOM.acquireUninterruptibly();
            if (!closed) {
                Nothing stub =
                        client.newWorkflowStub(
                                Nothing.class,
                                WorkflowOptions.newBuilder()
                                        .setTaskQueue(QUEUE)
                                        .setWorkflowId("ruler-" + UUID.randomUUID())
                                        .build());
                WorkflowClient.start(stub::run);
            }
        }
    }

    long done() {
        return DONE.get();
    }

    /** Waits for those under way. */
    @Override
    public void close() {
        closed = true;
        ROOM.release(AT_ONCE);
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        factory.shutdown();
    }
}
