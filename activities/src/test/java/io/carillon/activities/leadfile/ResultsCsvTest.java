package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.lead.LeadResults;
import io.carillon.activities.lead.TestIntake;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Exports of any size hold a page of rows, and no connection while the reader reads. */
class ResultsCsvTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    // More than the pool has connections.
    private static final int READERS = 12;

    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());
    private final LeadResults results = TestIntake.results(DATABASE.transactions());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void writesALineForEachOfAHundredThousandLeads() throws IOException {
        leads(100_000);
        var lines = new AtomicLong();

        new ResultsCsv(results).write(rows.organizationId(), campaign.campaign(), counting(lines));

        assertThat(lines.get()).isEqualTo(100_001);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theHeaderComesBeforeALeadIsRead() throws Exception {
        leads(10);
        var lines = new AtomicLong();

        try (Connection superuser = DATABASE.superuser()) {
            superuser.setAutoCommit(false);
            superuser.createStatement().execute("LOCK TABLE leads");
            assertThatThrownBy(
                            () ->
                                    new ResultsCsv(results)
                                            .write(
                                                    rows.organizationId(),
                                                    campaign.campaign(),
                                                    untilTheHeader(lines)))
                    .rootCause()
                    .hasMessage("the header is here");
        }

        assertThat(lines.get()).isEqualTo(1);
    }

    private static Writer untilTheHeader(AtomicLong lines) {
        return new FilterWriter(counting(lines)) {
            @Override
            public void write(String text, int from, int length) throws IOException {
                write(text.toCharArray(), from, length);
            }

            @Override
            public void write(char[] text, int from, int length) throws IOException {
                super.write(text, from, length);
                if (lines.get() > 0) {
                    throw new IOException("the header is here");
                }
            }
        };
    }

    @Test
    void looksAheadByAPageAtMost() {
        leads(5_000);
        var seen = new ArrayList<LeadResults.Row>();

        results.each(
                rows.organizationId(),
                campaign.campaign(),
                row -> {
                    if (seen.isEmpty()) {
                        rows.update(
                                "DELETE FROM leads WHERE organization_id = :organization AND id <> :id",
                                Map.of("id", row.lead().value()));
                    }
                    seen.add(row);
                });

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void readersThatStopReadingHoldNoConnection() throws Exception {
        leads(1_500);
        var reading = new CountDownLatch(READERS);
        var goOn = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> written = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                written.add(threads.submit(() -> stuckAfterTheHeader(reading, goOn)));
            }
            reading.await();

            String alive =
                    DATABASE.transactions()
                            .within(
                                    rows.organizationId(),
                                    () ->
                                            DATABASE.transactions()
                                                    .jdbc()
                                                    .sql("SELECT 'alive'")
                                                    .query(String.class)
                                                    .single());

            goOn.countDown();
            assertThat(alive).isEqualTo("alive");
            for (Future<Long> each : written) {
                assertThat(each.get()).isEqualTo(1_501);
            }
        }
    }

    private long stuckAfterTheHeader(CountDownLatch reading, CountDownLatch goOn)
            throws IOException {
        var lines = new AtomicLong();
        Writer counting = counting(lines);
        new ResultsCsv(results)
                .write(
                        rows.organizationId(),
                        campaign.campaign(),
                        new Writer() {
                            @Override
                            public void write(char[] text, int from, int length)
                                    throws IOException {
                                counting.write(text, from, length);
                                // The header, and a row of the first page.
                                if (lines.get() == 2) {
                                    reading.countDown();
                                    waitFor(goOn);
                                }
                            }

                            @Override
                            public void flush() {}

                            @Override
                            public void close() {}
                        });
        return lines.get();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Writer counting(AtomicLong lines) {
        return new Writer() {
            @Override
            public void write(char[] text, int from, int length) {
                for (int i = from; i < from + length; i++) {
                    if (text[i] == '\n') {
                        lines.incrementAndGet();
                    }
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private void leads(int count) {
        rows.update(
                """
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, variables, due_at)
                SELECT gen_random_uuid(), :organization, :campaign, 'p:' || n, ARRAY['+1202' || (2000000 + n)],
                    jsonb_build_object('name', 'Person ' || n), carillon_now()
                FROM generate_series(1, :count) n
                """,
                Map.of("campaign", campaign.campaign().value(), "count", count));
    }
}
