package io.carillon.activities.upkeep;

import io.carillon.activities.call.Outcomes;
import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Capabilities;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.reconcile.Reconciled;
import io.carillon.activities.reconcile.Reconciliations;
import io.carillon.activities.upkeep.LineRows.Known;
import io.carillon.activities.upkeep.LineRows.OnTheLine;
import io.carillon.workflows.ids.CallId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares each carrier's list of live calls with our rows, both ways. A list alone ends nothing:
 * what it lacks is asked for by name, and what cannot be listed proves nothing.
 */
final class LineSweep {
    private static final Logger LOG = LoggerFactory.getLogger(LineSweep.class);

    private final LineRows rows;
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;
    private final Judging judging;
    private final Outcomes outcomes;
    private final Reconciliations reconciliations;

    LineSweep(
            LineRows rows,
            CarrierDrivers drivers,
            CarrierAccounts accounts,
            Judging judging,
            Outcomes outcomes,
            Reconciliations reconciliations) {
        this.rows = rows;
        this.drivers = drivers;
        this.accounts = accounts;
        this.judging = judging;
        this.outcomes = outcomes;
        this.reconciliations = reconciliations;
    }

    void sweep(Mended mended) {
        Each.of(rows.accounts(), account -> compare(account, mended));
    }

    private void compare(LineRows.Account account, Mended mended) {
        if (!drivers.has(account.carrier())) {
            return;
        }
        CarrierDriver driver = drivers.driver(account.carrier());
        if (!driver.capabilities().features().contains(Capabilities.Feature.LIST_LIVE)) {
            return;
        }
        // Ours first: what was live before the list was made and is not on it, is missing there.
        List<OnTheLine> ours = rows.live(account.id());
        CarrierAccount opened = accounts.lately(account.id());
        Set<String> listed;
        try {
            listed = Set.copyOf(driver.live(opened));
        } catch (IOException silent) {
            LOG.atDebug().addKeyValue("account", account.id()).log("sweep.lines_not_listed");
            return;
        }
        boolean byReference =
                driver.capabilities()
                        .features()
                        .contains(Capabilities.Feature.LOOK_UP_BY_REFERENCE);
        oursNotTheirs(account, listable(ours, byReference), listed, mended);
        // What such a carrier names itself may be another program's, or a call not yet named to us.
        if (byReference) {
            theirsNotOurs(driver, opened, ours, listed, mended);
        }
    }

    /** A carrier without our references lists only what it has named to us. */
    private static List<OnTheLine> listable(List<OnTheLine> ours, boolean byReference) {
        return byReference
                ? ours
                : ours.stream().filter(one -> one.carrierCallId() != null).toList();
    }

    private static boolean on(Set<String> listed, OnTheLine one) {
        String named = one.carrierCallId();
        return listed.contains(one.call().toString()) || (named != null && listed.contains(named));
    }

    private void oursNotTheirs(
            LineRows.Account account, List<OnTheLine> ours, Set<String> listed, Mended mended) {
        rows.found(
                ours.stream()
                        .filter(one -> one.missed() && on(listed, one))
                        .map(OnTheLine::call)
                        .toList());
        List<OnTheLine> missing = ours.stream().filter(one -> !on(listed, one)).toList();
        rows.missed(missing.stream().filter(one -> !one.missed()).map(OnTheLine::call).toList());
        var silent = new SilentCarriers();
        Each.of(
                missing.stream().filter(OnTheLine::over).toList(),
                one -> {
                    if (judging.judgeUnlisted(one.call(), account.id(), silent)) {
                        mended.add(Mended.What.UNLISTED);
                    }
                });
    }

    private void theirsNotOurs(
            CarrierDriver driver,
            CarrierAccount account,
            List<OnTheLine> ours,
            Set<String> listed,
            Mended mended) {
        Set<String> live =
                ours.stream().map(one -> one.call().toString()).collect(Collectors.toSet());
        List<CallId> strange =
                listed.stream()
                        .filter(reference -> !live.contains(reference))
                        .filter(LineSweep::written)
                        .map(CallId::parse)
                        .toList();
        List<Known> known = rows.known(account.id(), strange);
        Each.of(
                known.stream().filter(one -> !one.live() && one.settled()).toList(),
                one -> hangUp(driver, account, one, mended));
        int unknown =
                listed.size() - (int) listed.stream().filter(live::contains).count() - known.size();
        if (unknown > 0) {
            reconciliations.count(Reconciled.UNKNOWN_TO_US, unknown);
            mended.add(Mended.What.UNKNOWN, unknown);
            LOG.atWarn()
                    .addKeyValue("account", account.id())
                    .addKeyValue("calls", unknown)
                    .log("carrier.holds_calls_without_a_row");
        }
    }

    /** It is on the line and must not be; what was never dialed by its row never will be. */
    private void hangUp(CarrierDriver driver, CarrierAccount account, Known call, Mended mended) {
        try {
            driver.hangUp(account, new CallOnCarrier(call.call(), call.carrierCallId()));
        } catch (IOException silent) {
            LOG.atDebug().addKeyValue("call", call.call()).log("sweep.not_hung_up");
            return;
        }
        boolean canceled =
                call.undialed() && outcomes.cancelUndialed(call.call(), "dialed_before_a_backup");
        reconciliations.note(
                Reconciled.LIVE_AT_CARRIER,
                call.subject(),
                canceled
                        ? "it was on the line and not dialed by its row: hung up and canceled"
                        : "it was on the line though it had ended: hung up");
        mended.add(Mended.What.HUNG_UP);
    }

    private static boolean written(String reference) {
        try {
            CallId.parse(reference);
            return true;
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
