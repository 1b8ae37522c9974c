package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leads that come as data instead of as a file, by the same rules, at once. */
public final class LeadBatches {
    private final Transactions transactions;
    private final LeadIntake intake;
    private final WorkflowStarter workflows;

    LeadBatches(Transactions transactions, LeadIntake intake, WorkflowStarter workflows) {
        this.transactions = transactions;
        this.intake = intake;
        this.workflows = workflows;
    }

    /**
     * What became of one row.
     *
     * @param status {@code imported, updated, duplicate, suppressed, rejected}
     * @param lead null when rejected
     * @param bad null unless rejected
     */
    public record Result(
            String status,
            @Nullable LeadId lead,
            RowReading.@Nullable Bad bad,
            List<RowWarning> warnings) {}

    /** Results in the order of the rows. */
    public record Results(List<Result> rows, ImportCounts counts) {}

    /**
     * Takes up to 1,000 rows in one transaction, which is the caller's when there is one.
     *
     * @return empty: there is no such campaign
     * @throws LeadUploads.CampaignEnded when it takes no leads any more
     */
    public Optional<Results> take(
            OrganizationId organization, CampaignId campaign, List<LeadRow> rows) {
        return transactions.within(
                organization,
                () ->
                        intake.lock(organization, campaign)
                                .filter(open -> !open.direct())
                                .map(open -> take(organization, campaign, open, rows)));
    }

    private Results take(
            OrganizationId organization,
            CampaignId campaign,
            LeadIntake.OpenCampaign open,
            List<LeadRow> rows) {
        if (!open.takesLeads()) {
            throw new LeadUploads.CampaignEnded(open.status().wire());
        }
        RowRules rules = RowRules.of(open.settings());
        List<RowReading> readings = rows.stream().map(rules::read).toList();
        List<RowReading.Good> good =
                readings.stream()
                        .filter(RowReading.Good.class::isInstance)
                        .map(RowReading.Good.class::cast)
                        .toList();
        List<LeadIntake.Taken> taken =
                intake.take(
                        new LeadIntake.Batch(
                                organization,
                                campaign,
                                null,
                                !open.settings().onDuplicate().equals("skip"),
                                good.stream().map(RowReading.Good::draft).toList()));
        if (open.status() == CampaignStatus.ACTIVE) {
            var wake = new CampaignStart(campaign, organization);
            transactions.afterCommit(() -> workflows.wakeCampaign(wake));
        }
        return results(readings, good, taken);
    }

    private static Results results(
            List<RowReading> readings, List<RowReading.Good> good, List<LeadIntake.Taken> taken) {
        var results = new ArrayList<Result>();
        var rejected = new ArrayList<RejectedRow>();
        var next = taken.iterator();
        for (RowReading reading : readings) {
            switch (reading) {
                case RowReading.Bad bad -> {
                    results.add(new Result("rejected", null, bad, List.of()));
                    rejected.add(
                            new RejectedRow(
                                    0,
                                    0,
                                    bad.column(),
                                    bad.code().name(),
                                    bad.reason(),
                                    List.of()));
                }
                case RowReading.Good kept -> {
                    LeadIntake.Taken one = next.next();
                    results.add(new Result(one.bucket().wire(), one.lead(), null, kept.warnings()));
                }
            }
        }
        return new Results(results, Tally.of(good, taken, rejected));
    }
}
