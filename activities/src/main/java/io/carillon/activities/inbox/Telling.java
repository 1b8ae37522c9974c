package io.carillon.activities.inbox;

import io.carillon.activities.call.FollowedCalls;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.call.CarrierNews;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tells workflows what the inbox holds, and notes that they were told. Whatever fails here is told
 * again by the sweeper.
 */
public final class Telling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private static final int MARKS = 500;
    private static final Duration MARK_AFTER = Duration.ofMillis(200);

    private final WorkflowStarter workflows;
    private final Recordings recordings;
    private final GroupedWrites<UUID> marks;
    private final FollowedCalls calls;
    private final NewsRows rows;
    private final Transactions transactions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Telling(
            Transactions transactions,
            WorkflowStarter workflows,
            FollowedCalls calls,
            Recordings recordings,
            NewsRows rows) {
        this.transactions = transactions;
        this.workflows = workflows;
        this.calls = calls;
        this.recordings = recordings;
        this.rows = rows;
        this.marks =
                new GroupedWrites<>(
                        "carrier-inbox-told",
                        MARKS,
                        MARK_AFTER,
                        ids -> transactions.system(() -> rows.told(ids)));
    }

    /** Returns at once. */
    public void tell(List<UntoldNews> news) {
        if (!news.isEmpty()) {
            threads.execute(() -> news.forEach(this::tellOne));
        }
    }

    /** News that should have been told longer ago than {@code age}. */
    public List<UntoldNews> untold(Duration age, int limit) {
        return transactions.system(() -> rows.untold(age, limit));
    }

    @Override
    public void close() {
        threads.shutdown();
        marks.close();
    }

    /** Then nobody is left to be told. */
    private boolean over(UntoldNews one) {
        return transactions.system(
                () -> calls.find(one.call()).map(call -> !call.live()).orElse(true));
    }

    private void tellOne(UntoldNews one) {
        try {
            CarrierNews news = one.news();
            if (news != null && !workflows.tell(one.call(), one.id(), news) && !over(one)) {
                LOG.atInfo()
                        .addKeyValue("call", one.call())
                        .addKeyValue("news", one.id())
                        .log("call.no_workflow_to_tell");
                return;
            }
            if (one.recording() == null) {
                marks.add(one.id());
            } else {
                recordings.copy(one.call(), one.id(), one.recording());
            }
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("call", one.call())
                    .addKeyValue("news", one.id())
                    .addKeyValue("cause", failed.toString())
                    .log("call.not_told");
        }
    }
}
