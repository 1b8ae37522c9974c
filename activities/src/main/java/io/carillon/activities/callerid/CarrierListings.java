package io.carillon.activities.callerid;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.CallerIdProofs.Asked;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks carriers whether their own lists have a number. Not within a transaction. */
public final class CarrierListings {
    // Of an account that reaches another host than its carrier's, that host says what it likes. One
    // that rings nobody is a stand-in, and proves nothing beyond itself.
    private static final String ACCOUNTS =
            """
            SELECT id, base_url
            FROM carrier_accounts
            WHERE organization_id = :organization AND carrier = :carrier
              AND (base_url IS NULL OR NOT lawful_floor)
            ORDER BY id
            LIMIT 20
            """;

    private final Transactions transactions;
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;
    private final CallerIdProofs proofs;

    public CarrierListings(
            Transactions transactions,
            CarrierDrivers drivers,
            CarrierAccounts accounts,
            CallerIdProofs proofs) {
        this.transactions = transactions;
        this.drivers = drivers;
        this.accounts = accounts;
        this.proofs = proofs;
    }

    /**
     * Each account of the number's carrier is asked; the number may be shown through those that
     * list it, and through no other that did before.
     *
     * @throws NotPossible when none lists it, or nobody could be asked
     */
    public void prove(OrganizationId organization, CallerId callerId) {
        CarrierDriver driver = driver(callerId.carrier());
        var listing = new ArrayList<Asked>();
        boolean silent = false;
        for (Asked account : accounts(organization, callerId.carrier())) {
            try {
                if (driver.lists(accounts.open(account.account()), callerId.number())) {
                    listing.add(account);
                }
            } catch (IOException | IllegalArgumentException | IllegalStateException unasked) {
                silent = true;
            }
        }
        if (silent && listing.isEmpty()) {
            throw new NotPossible(
                    "CARRIER_SILENT", "the carrier did not say what its list has", "", true);
        }
        if (!proofs.listed(organization, callerId.id(), listing)) {
            throw new NotPossible(
                    "NUMBER_NOT_LISTED",
                    "no account of this carrier has the number on its list",
                    "/method",
                    false);
        }
    }

    private CarrierDriver driver(String carrier) {
        if (!drivers.has(carrier)
                || !drivers.driver(carrier)
                        .capabilities()
                        .features()
                        .contains(Feature.LISTS_NUMBERS)) {
            throw new NotPossible(
                    "NO_LIST", "carrier " + carrier + " has no list to ask", "/method", false);
        }
        return drivers.driver(carrier);
    }

    private List<Asked> accounts(OrganizationId organization, String carrier) {
        List<Asked> found =
                transactions.within(
                        organization,
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(ACCOUNTS)
                                        .param("organization", organization.value())
                                        .param("carrier", carrier)
                                        .query(
                                                (row, n) ->
                                                        new Asked(
                                                                new AccountId(
                                                                        row.getObject(
                                                                                "id", UUID.class)),
                                                                row.getString("base_url")))
                                        .list());
        if (found.isEmpty()) {
            throw new NotPossible(
                    "ACCOUNT_MISSING",
                    "there is no account that reaches the carrier's own host",
                    "/method",
                    false);
        }
        return found;
    }
}
