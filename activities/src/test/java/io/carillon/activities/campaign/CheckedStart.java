package io.carillon.activities.campaign;

import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import java.util.List;
import java.util.function.Consumer;

/** A draft whose start is checked, as a start does it: within its transaction, behind its lock. */
final class CheckedStart {
    final Rows rows;
    final CampaignStart campaign;
    private final Transactions transactions;
    private final StartCheck check;

    CheckedStart(TestDatabase database, Flows flows) {
        this(database, flows, List.of(new FakeDriver(), new FakeDriver("twilio")));
    }

    CheckedStart(TestDatabase database, Flows flows, List<CarrierDriver> drivers) {
        rows = Rows.in(database);
        campaign = rows.campaign("draft", Rows.settings());
        transactions = database.transactions();
        check = new StartCheck(transactions, flows, new CarrierDrivers(drivers));
    }

    void run() {
        behindItsLock(check::check);
    }

    /** The same after an edit. */
    void edited() {
        behindItsLock(check::stayPossible);
    }

    private void behindItsLock(Consumer<CampaignRow> checked) {
        transactions.within(
                rows.organizationId(),
                () ->
                        checked.accept(
                                new CampaignRows(transactions)
                                        .lock(rows.organizationId(), campaign.campaign())
                                        .orElseThrow()));
    }
}
