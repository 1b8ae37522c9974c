package io.carillon.activities.organization;

import io.carillon.activities.database.OwnRows;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallerIdId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What proves that a number may be shown, and what speaks against it. What was proved otherwise is
 * not narrowed to a carrier's list. Every method joins the current transaction or opens one.
 */
public final class CallerIdProofs {
    // When it was proved first stays: calls were placed since.
    private static final String PROVE =
            """
            UPDATE caller_ids
            SET status = 'verified', verified_at = coalesce(verified_at, carillon_now()), verified_by = :by,
                accounts = NULL, approval = :approval, refused_by = NULL, refused_at = NULL, refusal = NULL
            WHERE organization_id = :organization AND id = :id AND status <> 'retired'
            """;

    // An account that was turned to another address after it was asked has proved nothing.
    private static final String LISTED =
            """
            WITH listing AS (
                SELECT a.id
                FROM unnest(:accounts::uuid[], :urls::text[]) AS asked (id, url)
                JOIN carrier_accounts a ON a.id = asked.id AND a.base_url IS NOT DISTINCT FROM asked.url
                WHERE a.organization_id = :organization
                ORDER BY a.id
                FOR SHARE OF a
            ), proved AS (
                UPDATE caller_ids
                SET status = 'verified', verified_at = coalesce(verified_at, carillon_now()), verified_by = 'carrier',
                    accounts = ARRAY(SELECT id FROM listing), refused_by = NULL, refused_at = NULL, refusal = NULL
                WHERE organization_id = :organization AND id = :id
                  AND (status = 'pending' OR (status = 'verified' AND verified_by = 'carrier'))
                  AND (status = 'verified' OR EXISTS (SELECT FROM listing)))
            SELECT EXISTS (SELECT FROM listing)
            """;

    private static final String TURNED =
            """
            UPDATE caller_ids SET accounts = array_remove(accounts, :id)
            WHERE organization_id = :organization AND :id = ANY (accounts)
            """;

    private static final String REFUSED =
            """
            UPDATE caller_ids SET refused_by = :id, refused_at = carillon_now(), refusal = :cause
            WHERE organization_id = :organization AND number = :number AND status = 'verified'
              AND carrier = (SELECT carrier FROM carrier_accounts WHERE organization_id = :organization AND id = :id)
            """;

    private final Transactions transactions;
    private final OwnRows<UUID> rows;

    CallerIdProofs(Transactions transactions) {
        this.transactions = transactions;
        this.rows = new OwnRows<>(transactions, (row, n) -> row.getObject("id", UUID.class));
    }

    public static CallerIdProofs over(Transactions transactions) {
        return new CallerIdProofs(transactions);
    }

    /** An account and the address at which its carrier was asked; null: the carrier's own. */
    public record Asked(AccountId account, @Nullable String baseUrl) {}

    /** By the operator, on that evidence. False when there is no such caller id. */
    public boolean approved(OrganizationId organization, CallerIdId id, String evidence) {
        return prove(organization, id, "operator", evidence);
    }

    /** By somebody who answers it. False when there is no such caller id. */
    public boolean answered(OrganizationId organization, CallerIdId id) {
        return prove(organization, id, "code_call", null);
    }

    private boolean prove(
            OrganizationId organization, CallerIdId id, String by, @Nullable String approval) {
        return transactions.within(
                organization,
                () ->
                        rows.about(organization, PROVE, id.value())
                                        .param("by", by)
                                        .param("approval", approval, Types.VARCHAR)
                                        .update()
                                > 0);
    }

    /**
     * By these accounts' carrier, whose list has it; none: it has it no more.
     *
     * @return false when none of them lists it at that address any more
     */
    public boolean listed(OrganizationId organization, CallerIdId id, List<Asked> accounts) {
        UUID[] ids = accounts.stream().map(asked -> asked.account().value()).toArray(UUID[]::new);
        @Nullable String[] urls = accounts.stream().map(Asked::baseUrl).toArray(String[]::new);
        return transactions.within(
                organization,
                () ->
                        rows.about(organization, LISTED, id.value())
                                .param("accounts", ids)
                                .param("urls", urls)
                                .query(Boolean.class)
                                .single());
    }

    /** The account reaches somebody else now, whose list nobody has seen. */
    public boolean turned(OrganizationId organization, AccountId account) {
        return rows.change(organization, TURNED, account.value());
    }

    /** The account's carrier does not let it show this number, whatever was proved. */
    public void refused(
            OrganizationId organization, AccountId account, PhoneNumber number, String cause) {
        transactions.within(
                organization,
                () ->
                        rows.about(organization, REFUSED, account.value())
                                .params(Map.of("number", number.e164(), "cause", cause))
                                .update());
    }
}
