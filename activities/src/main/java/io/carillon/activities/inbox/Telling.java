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
import java.util.function.IntConsumer;

/**
 * Tells workflows what the inbox holds, and notes that they were told. Whatever fails here is told
 * again by the sweeper.
 */
public final class Telling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private static final int MARKS = 500;

    // The sweeper tells again what is not marked after five seconds; told twice is told once.
    private static final Duration MARK_AFTER = Duration.ofMillis(500);

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
        tell(news, told -> {});
    }

    /**
     * As {@link #tell(List)}.
     *
     * @param told learns how many a workflow took, when it took any
     */
    public void tell(List<UntoldNews> news, IntConsumer told) {
        if (!news.isEmpty()) {
            threads.execute(() -> tellEach(news, told));
        }
    }

    private void tellEach(List<UntoldNews> news, IntConsumer told) {
        int taken = 0;
        for (UntoldNews one : news) {
            taken += tellOne(one) ? 1 : 0;
        }
        if (taken > 0) {
            told.accept(taken);
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

    /** True: a workflow took it. */
    private boolean tellOne(UntoldNews one) {
        try {
            CarrierNews news = one.news();
            boolean taken = news != null && workflows.tell(one.call(), one.id(), news);
            if (news != null && !taken && !over(one)) {
                LOG.atInfo()
                        .addKeyValue("call", one.call())
                        .addKeyValue("news", one.id())
                        .log("call.no_workflow_to_tell");
                return false;
            }
            if (one.recording() == null) {
                marks.add(one.id());
            } else {
                recordings.copy(one.call(), one.id(), one.recording());
            }
            return taken;
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("call", one.call())
                    .addKeyValue("news", one.id())
                    .addKeyValue("cause", failed.toString())
                    .log("call.not_told");
            return false;
        }
    }
}
