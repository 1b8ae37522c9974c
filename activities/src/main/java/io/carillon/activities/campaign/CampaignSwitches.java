package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.lead.LeadOutcome;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * {@link CampaignControl} in the table the gate reads: the switch locks the row the gate shares, so
 * every dial was let through before the switch or sees it. It works with Temporal down; the
 * workflow is told afterwards.
 */
final class CampaignSwitches implements CampaignControl {
    /**
     * A send deadline lies less than a second ahead; longer than this means a broken clock, and is
     * said.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final String LIVE =
            """
            SELECT id FROM calls
            WHERE campaign_id = :id AND state IN ('claimed', 'dialing', 'ringing', 'in_progress')
            """;

    private final Transactions transactions;
    private final KeptHolidays holidays;
    private final CampaignRows rows;
    private final CampaignEvents events;
    private final StartCheck startCheck;
    private final PendingLeads pendingLeads;
    private final WorkflowStarter workflows;

    CampaignSwitches(
            Transactions transactions,
            CampaignRows rows,
            CampaignEvents events,
            StartCheck startCheck,
            PendingLeads pendingLeads,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.holidays = new KeptHolidays(transactions);
        this.rows = rows;
        this.events = events;
        this.startCheck = startCheck;
        this.pendingLeads = pendingLeads;
        this.workflows = workflows;
    }

    @Override
    public CampaignStatus start(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> {
                    CampaignRow row = lock(organization, campaign);
                    if (row.status() == CampaignStatus.ACTIVE
                            || row.status() == CampaignStatus.SCHEDULED) {
                        return row.status();
                    }
                    allow(row, row.status() == CampaignStatus.DRAFT, "started");
                    startCheck.worthStarting(row);
                    startCheck.check(row);
                    holidays.renew(campaign);
                    return run(row, "campaign.started");
                });
    }

    @Override
    public void renewHolidays() {
        holidays.renewRunningOut();
    }

    @Override
    public void stayPossible(OrganizationId organization, CampaignId campaign) {
        transactions.within(
                organization,
                () -> {
                    startCheck.stayPossible(lock(organization, campaign));
                });
    }

    @Override
    public CampaignStatus pause(OrganizationId organization, CampaignId campaign, String reason) {
        return transactions.within(
                organization,
                () -> {
                    CampaignRow row = lock(organization, campaign);
                    if (row.status() != CampaignStatus.PAUSED) {
                        allow(
                                row,
                                row.status() == CampaignStatus.ACTIVE
                                        || row.status() == CampaignStatus.SCHEDULED,
                                "paused");
                        rows.switchTo(campaign, CampaignStatus.PAUSED, reason);
                        events.happened(row, "campaign.paused", reason);
                    }
                    // Whoever asks a second time is promised the same, and may be answered first.
                    transactions.beforeAnswer(() -> fallSilent(row));
                    return CampaignStatus.PAUSED;
                });
    }

    @Override
    public CampaignStatus resume(OrganizationId organization, CampaignId campaign) {
        return transactions.within(
                organization,
                () -> {
                    CampaignRow row = lock(organization, campaign);
                    if (row.status() == CampaignStatus.ACTIVE) {
                        return row.status();
                    }
                    allow(row, row.status() == CampaignStatus.PAUSED, "resumed");
                    return run(row, "campaign.resumed");
                });
    }

    @Override
    public CampaignStatus stop(
            OrganizationId organization, CampaignId campaign, String reason, boolean hangUp) {
        return transactions.within(
                organization,
                () -> {
                    CampaignRow row = lock(organization, campaign);
                    if (row.status() != CampaignStatus.STOPPED) {
                        allow(row, row.status() != CampaignStatus.COMPLETED, "stopped");
                        rows.switchTo(campaign, CampaignStatus.STOPPED, reason);
                        events.happened(row, "campaign.stopped", reason);
                        // The rest, when there is more than a batch, is ended by the campaign's
                        // workflow.
                        pendingLeads.end(
                                organization, campaign, LeadOutcome.CANCELED, "campaign_stopped");
                    }
                    transactions.beforeAnswer(
                            () -> {
                                fallSilent(row);
                                if (hangUp) {
                                    hangUp(campaign);
                                }
                            });
                    return CampaignStatus.STOPPED;
                });
    }

    private CampaignStatus run(CampaignRow row, String event) {
        boolean later = row.startsAt() != null && row.startsAt().isAfter(row.now());
        CampaignStatus status = later ? CampaignStatus.SCHEDULED : CampaignStatus.ACTIVE;
        rows.switchTo(row.id(), status, null);
        if (!later || event.equals("campaign.resumed")) {
            events.happened(row, event, null);
        }
        transactions.afterCommit(() -> wake(row));
        return status;
    }

    private CampaignRow lock(OrganizationId organization, CampaignId campaign) {
        return rows.lock(organization, campaign)
                .filter(row -> !row.direct())
                .orElseThrow(
                        () ->
                                new NotPossible(
                                        "CAMPAIGN_NOT_FOUND",
                                        "there is no such campaign",
                                        "",
                                        true));
    }

    private static void allow(CampaignRow row, boolean allowed, String what) {
        if (!allowed) {
            throw new NotPossible(
                    "CAMPAIGN_STATE",
                    "a " + row.status().wire() + " campaign cannot be " + what,
                    "",
                    true);
        }
    }

    /**
     * Waits until every request let through before the switch has left or can no longer leave. Asks
     * as the organization: gates that stand in line have the system's connections.
     */
    private void fallSilent(CampaignRow row) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (transactions.within(row.organization(), () -> rows.mayStillLeave(row.id()))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "campaign "
                                + row.id()
                                + ": a dial request is still within its send deadline after "
                                + LONGEST_WAIT);
            }
            rest();
        }
        wake(row);
    }

    private void hangUp(CampaignId campaign) {
        transactions
                .system(
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(LIVE)
                                        .param("id", campaign.value())
                                        .query(UUID.class)
                                        .list())
                .forEach(call -> workflows.hangUp(new CallId(call)));
    }

    private void wake(CampaignRow row) {
        workflows.wakeCampaign(new CampaignStart(row.id(), row.organization()));
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for dial requests to leave", interrupted);
        }
    }
}
