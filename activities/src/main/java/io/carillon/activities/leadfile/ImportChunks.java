package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDraft;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.lead.LeadIntake.Bucket;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.imports.ImportStart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The transactions of an import. Locks are taken in one order: campaign, import, leads. Whoever
 * finds the position moved by another reader stops; nothing is stored twice.
 */
final class ImportChunks {
    /** More is refused; five million rows are about 1 GB. */
    static final long ROWS_MAX = 5_000_000;

    private final Transactions transactions;
    private final JdbcImports imports;
    private final LeadIntake intake;
    private final WorkflowStarter workflows;
    private final long rowsMax;

    ImportChunks(
            Transactions transactions,
            JdbcImports imports,
            LeadIntake intake,
            WorkflowStarter workflows) {
        this(transactions, imports, intake, workflows, ROWS_MAX);
    }

    ImportChunks(
            Transactions transactions,
            JdbcImports imports,
            LeadIntake intake,
            WorkflowStarter workflows,
            long rowsMax) {
        this.transactions = transactions;
        this.imports = imports;
        this.intake = intake;
        this.workflows = workflows;
        this.rowsMax = rowsMax;
    }

    /**
     * An import that is being read, by which rules, and how many rows at a time.
     *
     * @param waits another one into the same campaign came first
     */
    record Begun(
            ImportRow row, RowRules rules, int chunkRows, boolean emptyCampaign, boolean waits) {
        static Begun of(ImportRow row, LeadIntake.OpenCampaign campaign, boolean empty) {
            boolean dialing = campaign.status() == CampaignStatus.ACTIVE;
            return new Begun(
                    row,
                    RowRules.of(campaign.settings()),
                    dialing ? Chunk.ROWS_WHILE_DIALING : Chunk.ROWS_AT_REST,
                    empty,
                    false);
        }

        static Begun over(ImportRow row) {
            return new Begun(row, RowRules.NONE, Chunk.ROWS_AT_REST, false, false);
        }

        static Begun waiting(ImportRow row) {
            return new Begun(row, RowRules.NONE, Chunk.ROWS_AT_REST, false, true);
        }
    }

    /**
     * Imports into one campaign are read one after the other: the rows of one file about one person
     * are counted as if no other file named them in between.
     */
    Begun begin(ImportStart start) {
        return transactions.system(
                () -> {
                    Optional<LeadIntake.OpenCampaign> campaign =
                            intake.lock(start.organization(), start.campaign());
                    ImportRow row = locked(start);
                    if (!row.over() && ended(campaign)) {
                        return Begun.over(endedWith(start, row));
                    }
                    if (!row.over() && !imports.isNext(row)) {
                        return Begun.waiting(row);
                    }
                    imports.begin(start.importId());
                    boolean empty = intake.isEmpty(start.organization(), start.campaign());
                    return campaign.map(open -> Begun.of(row, open, empty)).orElse(Begun.over(row));
                });
    }

    /**
     * @param met by whoever reads this import
     */
    ImportRow store(ImportStart start, Chunk chunk, PeopleMet met) {
        return transactions.atLength(
                () -> {
                    Optional<LeadIntake.OpenCampaign> campaign =
                            intake.lock(start.organization(), start.campaign());
                    ImportRow row = locked(start);
                    if (row.over()) {
                        // Canceled, with leads that nobody told the campaign about.
                        wake(start, campaign);
                        return row;
                    }
                    if (campaign.isEmpty() || ended(campaign)) {
                        return endedWith(start, row);
                    }
                    if (row.next().record() != chunk.first()) {
                        throw new IllegalStateException(
                                "%s: chunk begins at record %d, position is %d (another reader?)"
                                        .formatted(row.id(), chunk.first(), row.next().record()));
                    }
                    return storeLocked(start, row, chunk, campaign.get(), met);
                });
    }

    private ImportRow storeLocked(
            ImportStart start,
            ImportRow row,
            Chunk chunk,
            LeadIntake.OpenCampaign campaign,
            PeopleMet met) {
        if (chunk.next().record() > rowsMax) {
            imports.end(row, "failed", "TOO_MANY_ROWS", "more than " + rowsMax + " rows");
            wake(start, Optional.of(campaign));
            return locked(start);
        }
        var good = new ArrayList<RowReading.Good>();
        var rejected = new ArrayList<RejectedRow>();
        sort(chunk, good, rejected);
        imports.reject(row, rejected);
        List<LeadIntake.Taken> taken = take(start, campaign, good, met);
        ImportCounts counts = row.counts().plus(Tally.of(good, taken, rejected));
        imports.advance(row, counts, chunk.next(), chunk.fileBytes());
        ImportRow advanced = locked(start);
        if (chunk.last()) {
            imports.end(advanced, "completed", null, null);
        }
        if (chunk.first() == 0 || chunk.last()) {
            wake(start, Optional.of(campaign));
        }
        return chunk.last() ? locked(start) : advanced;
    }

    private static void sort(Chunk chunk, List<RowReading.Good> good, List<RejectedRow> rejected) {
        long number = chunk.first();
        for (Chunk.Row row : chunk.rows()) {
            switch (row.reading()) {
                case RowReading.Good reading -> good.add(reading);
                case RowReading.Bad(var column, var code, var reason) ->
                        rejected.add(
                                new RejectedRow(
                                        number,
                                        row.record().line(),
                                        column,
                                        code.name(),
                                        reason,
                                        row.record().cells()));
            }
            number++;
        }
    }

    private List<LeadIntake.Taken> take(
            ImportStart start,
            LeadIntake.OpenCampaign campaign,
            List<RowReading.Good> good,
            PeopleMet met) {
        List<LeadDraft> drafts = good.stream().map(RowReading.Good::draft).toList();
        if (drafts.isEmpty()) {
            return List.of();
        }
        List<LeadIntake.Taken> taken =
                intake.take(
                        new LeadIntake.Batch(
                                start.organization(),
                                start.campaign(),
                                start.importId(),
                                met.mayBeKnown(campaign.leads()),
                                !campaign.settings().onDuplicate().equals("skip"),
                                drafts));
        List<String> keys = drafts.stream().map(LeadDraft::personKey).toList();
        transactions.afterCommit(() -> met.meet(keys, campaign.leads(), added(taken)));
        return taken;
    }

    /** Right in a campaign that was empty: nobody's lead becomes suppressed by a second row. */
    private static long added(List<LeadIntake.Taken> taken) {
        return taken.stream()
                .map(LeadIntake.Taken::bucket)
                .filter(bucket -> bucket == Bucket.IMPORTED || bucket == Bucket.SUPPRESSED)
                .count();
    }

    ImportRow fail(ImportStart start, String code, String detail) {
        return transactions.system(
                () -> {
                    Optional<LeadIntake.OpenCampaign> campaign =
                            intake.lock(start.organization(), start.campaign());
                    ImportRow row = locked(start);
                    if (!row.over()) {
                        imports.end(row, "failed", code, detail);
                        wake(start, campaign);
                    }
                    return locked(start);
                });
    }

    /** Tells the campaign of leads that came before the import's end, if it is dialing. */
    void tell(ImportStart start) {
        transactions.system(() -> wake(start, intake.look(start.organization(), start.campaign())));
    }

    /** It may sleep until tomorrow, knowing the leads of the first chunk only. */
    private void wake(ImportStart start, Optional<LeadIntake.OpenCampaign> campaign) {
        if (campaign.filter(open -> open.status() == CampaignStatus.ACTIVE).isPresent()) {
            var wake = new CampaignStart(start.campaign(), start.organization());
            transactions.afterCommit(() -> workflows.wakeCampaign(wake));
        }
    }

    private ImportRow locked(ImportStart start) {
        return imports.lock(start.organization(), start.importId())
                .orElseThrow(() -> new IllegalStateException(start.importId() + " does not exist"));
    }

    private static boolean ended(Optional<LeadIntake.OpenCampaign> campaign) {
        return campaign.filter(LeadIntake.OpenCampaign::takesLeads).isEmpty();
    }

    private ImportRow endedWith(ImportStart start, ImportRow row) {
        imports.end(row, "failed", "CAMPAIGN_ENDED", "the campaign takes no leads any more");
        return locked(start);
    }
}
