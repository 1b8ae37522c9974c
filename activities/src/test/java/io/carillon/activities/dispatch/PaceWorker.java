package io.carillon.activities.dispatch;

import io.carillon.activities.call.CallBeans;
import io.carillon.activities.call.FakeWorkflows;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.database.Database;
import io.carillon.activities.database.DatabaseSettings;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallStart;
import io.carillon.workflows.call.DialOutcome;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What one worker process has between a due lead and the carrier, with connections of its own: the
 * dispatcher's look, the gate, the pace, the driver; and no workflows. A call that was placed gives
 * its slot back after {@link #TALK}; nothing else becomes of it.
 */
final class PaceWorker implements AutoCloseable {
    static final Duration TALK = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** As many dials at once as a worker has slots for activities. */
    private static final int SLOTS = 64;

    private static final String END =
            """
            UPDATE calls SET state = 'failed', result = 'no_answer', ended_at = carillon_now()
            WHERE id = :call AND state = 'dialing'
            """;

    private final Database database;
    private final Transactions transactions;
    private final CallBeans beans;
    private final Claims claims;
    private final Demands demands;
    private final CallActivities calls;
    private final ExecutorService dispatching = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService placing = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore slots = new Semaphore(SLOTS);
    private final Set<CampaignId> dispatched = ConcurrentHashMap.newKeySet();
    private final Consumer<Released> released;
    private volatile boolean stopped;

    /** A claim that was turned away. */
    record Released(CampaignId campaign, String rule, Instant at) {}

    PaceWorker(
            String databaseUrl,
            String carrierUrl,
            double installation,
            Consumer<Released> released) {
        this.released = released;
        database = Database.open(new DatabaseSettings(databaseUrl, 10, 16));
        transactions = database.transactions();
        beans =
                new CallBeans(
                                transactions,
                                new FakeWorkflows(),
                                Map.of(
                                        "carillon.installation.calls-per-second",
                                        "" + installation,
                                        "carillon.simulator.url",
                                        carrierUrl))
                        .with("carrier")
                        .start();
        calls = beans.get(CallActivities.class);
        demands = new Demands(transactions, installation);
        claims =
                new Claims(
                        transactions,
                        new Budget(transactions, demands),
                        beans.get(LeadDecisions.class));
    }

    CampaignControl control() {
        return beans.get(CampaignControl.class);
    }

    /** Dispatches the campaign until left or stopped, as {@link Dispatcher} does. */
    void dispatch(CampaignStart campaign) {
        dispatched.add(campaign.campaign());
        dispatching.execute(
                () -> {
                    demands.begun(campaign.campaign());
                    while (!stopped && dispatched.contains(campaign.campaign())) {
                        Claims.Look look = claims.look(campaign);
                        for (CallStart call : look.calls()) {
                            placing.execute(() -> place(call));
                        }
                        demands.looked(
                                campaign.campaign(), look.calls().size(), look.more(), look.pace());
                        pause(PAUSE);
                    }
                });
    }

    void leave(CampaignStart campaign) {
        dispatched.remove(campaign.campaign());
    }

    private void place(CallStart call) {
        slots.acquireUninterruptibly();
        try {
            if (calls.dial(call.call()) instanceof DialOutcome.Released(String rule)) {
                released.accept(new Released(call.campaign(), rule, Instant.now()));
                return;
            }
        } finally {
            slots.release();
        }
        pause(TALK);
        transactions.system(
                () -> transactions.jdbc().sql(END).param("call", call.call().value()).update());
    }

    /** No claim from now on; what was claimed goes its way. */
    void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        stop();
        dispatching.close();
        placing.close();
        beans.close();
        database.close();
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
