package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the leads an import has brought out again, as if the file had never come, while none of
 * them was dialed. Leads that were there before and took something over from the file stay as they
 * are, with a note in their trace: what they were before is not kept.
 */
public final class ImportUndo {
    // Locked, so that none is claimed while the others go. A lead somebody has claimed counts as
    // dialed: it may be ringing before we look again.
    private static final String LOCK =
            """
            SELECT count(*) FILTER (WHERE attempts > 0 OR status = 'in_call')
            FROM (
                SELECT attempts, status
                FROM leads
                WHERE campaign_id = :campaign
                  AND organization_id = :organization
                  AND import_id = :import
                  AND deleted_at IS NULL
                ORDER BY id
                FOR UPDATE) locked
            """;

    private static final String TAKE_OUT =
            """
            DELETE FROM leads
            WHERE campaign_id = :campaign
              AND organization_id = :organization
              AND import_id = :import
              AND deleted_at IS NULL
            """;

    private static final String COUNT =
            "UPDATE campaigns SET leads_total = greatest(0, leads_total - :gone) WHERE id = :campaign";

    private static final String UPDATED =
            """
            SELECT l.id
            FROM leads l
            WHERE l.campaign_id = :campaign
              AND l.organization_id = :organization
              AND l.named_by_import = :import
              AND l.import_id IS DISTINCT FROM :import
              AND EXISTS (
                SELECT
                FROM lead_decisions d
                WHERE d.lead_id = l.id
                  AND d.decision = 'corrected'
                  AND d.rule = 'import'
                  AND d.at >= :begun)
            ORDER BY l.id
            """;

    private final Transactions transactions;
    private final JdbcImports imports;
    private final LeadIntake intake;
    private final LeadDecisions decisions;
    private final WorkflowStarter workflows;

    ImportUndo(
            Transactions transactions,
            JdbcImports imports,
            LeadIntake intake,
            LeadDecisions decisions,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.imports = imports;
        this.intake = intake;
        this.decisions = decisions;
        this.workflows = workflows;
    }

    /** Why it cannot be undone. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** {@code IMPORT_RUNNING} or {@code IMPORT_DIALED}. */
        public String code() {
            return code;
        }
    }

    /**
     * All of it or nothing; repeating changes nothing.
     *
     * @return the import as it is now; empty: there is none
     * @throws Refused while it is read, and when one of its leads was dialed
     */
    public Optional<ImportRow> undo(OrganizationId organization, ImportId id) {
        return transactions.atLength(
                organization,
                () -> {
                    Optional<ImportRow> found = imports.find(organization, id);
                    found.ifPresent(this::undo);
                    return found.isEmpty() ? found : imports.find(organization, id);
                });
    }

    private void undo(ImportRow found) {
        var campaign = intake.lock(found.organization(), found.campaign());
        ImportRow row = imports.lock(found.organization(), found.id()).orElse(found);
        if (!row.over()) {
            throw new Refused("IMPORT_RUNNING", row.id() + " is still read; cancel it first");
        }
        if (row.undone() != null) {
            return;
        }
        long dialed = of(LOCK, row).query(Long.class).single();
        if (dialed > 0) {
            throw new Refused(
                    "IMPORT_DIALED",
                    dialed + " of the leads of " + row.id() + " were dialed or are on their way");
        }
        int gone = of(TAKE_OUT, row).update();
        transactions
                .jdbc()
                .sql(COUNT)
                .param("gone", gone)
                .param("campaign", row.campaign().value())
                .update();
        note(row);
        imports.undone(row, gone);
        if (campaign.filter(open -> open.status() == CampaignStatus.ACTIVE).isPresent()) {
            var wake = new CampaignStart(row.campaign(), row.organization());
            transactions.afterCommit(() -> workflows.wakeCampaign(wake));
        }
    }

    private org.springframework.jdbc.core.simple.JdbcClient.StatementSpec of(
            String sql, ImportRow row) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("campaign", row.campaign().value())
                .param("organization", row.organization().value())
                .param("import", row.id().value());
    }

    private void note(ImportRow row) {
        List<LeadId> updated =
                of(UPDATED, row)
                        .param("begun", row.createdAt().atOffset(ZoneOffset.UTC))
                        .query((lead, n) -> new LeadId(lead.getObject("id", UUID.class)))
                        .list();
        for (LeadId lead : updated) {
            decisions.append(
                    new LeadDecisions.Decision(
                            row.organization(),
                            lead,
                            null,
                            "kept",
                            "import_undone",
                            "what the file changed of it stays",
                            null));
        }
    }
}
