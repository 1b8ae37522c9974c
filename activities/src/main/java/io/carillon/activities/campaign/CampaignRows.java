package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The campaign's row as control and dispatch use it. Every method joins the caller's transaction.
 */
final class CampaignRows {
    private static final String COLUMNS =
            """
            SELECT id, organization_id, kind, status, starts_at, ends_at, keep_open, leads_total, carillon_now() AS now
            FROM campaigns
            WHERE id = :id AND organization_id = :organization AND archived_at IS NULL
            """;

    private static final String SWITCH =
            """
            UPDATE campaigns
            SET status = :status,
                status_reason = :reason,
                started_at = CASE WHEN :status = 'active' THEN coalesce(started_at, carillon_now()) ELSE started_at END,
                ended_at = CASE WHEN :status IN ('completed', 'stopped') THEN carillon_now() END
            WHERE id = :id
            """;

    // The claim's index answers both: the first pending lead by time, and whether there is any.
    static final String NEXT_DUE =
            "SELECT min(next_attempt_at) FROM leads WHERE campaign_id = :id AND status = 'pending'";

    // In the order of an index: by its statistics a planner would rather read the table until it
    // meets one, and that may be far down. Not by EXISTS, which throws its order away.
    static final String ANY_PENDING =
            """
            SELECT (SELECT true FROM leads WHERE campaign_id = :id AND status = 'pending'
            ORDER BY next_attempt_at LIMIT 1) IS NOT NULL
            """;

    static final String ANY_IN_CALL =
            """
            SELECT (SELECT true FROM leads WHERE campaign_id = :id AND status = 'in_call'
            ORDER BY id LIMIT 1) IS NOT NULL
            """;

    private static final String IMPORTING =
            """
            SELECT EXISTS (SELECT 1 FROM imports
            WHERE organization_id = :organization AND campaign_id = :id AND status IN ('queued', 'running'))
            """;

    // Requests still able to leave: dialing, nothing known yet, and not past the instant after
    // which they cannot.
    private static final String MAY_STILL_LEAVE =
            """
            SELECT EXISTS (SELECT 1 FROM calls
            WHERE campaign_id = :id AND state = 'dialing' AND dialed_at IS NULL AND evidence_at IS NULL
              AND send_deadline > carillon_now())
            """;

    private final Transactions transactions;

    CampaignRows(Transactions transactions) {
        this.transactions = transactions;
    }

    Optional<CampaignRow> read(OrganizationId organization, CampaignId id) {
        return query(COLUMNS, organization, id);
    }

    /**
     * Waits for gates that hold the row; none that comes later passes before the caller commits.
     */
    Optional<CampaignRow> lock(OrganizationId organization, CampaignId id) {
        return query(COLUMNS + "FOR UPDATE", organization, id);
    }

    void switchTo(CampaignId id, CampaignStatus status, @Nullable String reason) {
        transactions
                .jdbc()
                .sql(SWITCH)
                .param("id", id.value())
                .param("status", status.wire())
                .param("reason", reason)
                .update();
    }

    Optional<Instant> nextDue(CampaignId id) {
        return transactions
                .jdbc()
                .sql(NEXT_DUE)
                .param("id", id.value())
                .query((row, n) -> Optional.ofNullable(instant(row, 1)))
                .single();
    }

    boolean anyPending(CampaignId id) {
        return any(ANY_PENDING, id);
    }

    boolean anyInCall(CampaignId id) {
        return any(ANY_IN_CALL, id);
    }

    private boolean any(String question, CampaignId id) {
        return transactions
                .jdbc()
                .sql(question)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    boolean importing(OrganizationId organization, CampaignId id) {
        return transactions
                .jdbc()
                .sql(IMPORTING)
                .param("id", id.value())
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    boolean mayStillLeave(CampaignId id) {
        return transactions
                .jdbc()
                .sql(MAY_STILL_LEAVE)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private Optional<CampaignRow> query(String sql, OrganizationId organization, CampaignId id) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("id", id.value())
                .param("organization", organization.value())
                .query(
                        (row, n) ->
                                new CampaignRow(
                                        id,
                                        organization,
                                        row.getString("kind").equals("direct"),
                                        CampaignStatus.ofWire(row.getString("status")),
                                        instant(row, row.findColumn("starts_at")),
                                        instant(row, row.findColumn("ends_at")),
                                        row.getBoolean("keep_open"),
                                        row.getLong("leads_total"),
                                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
