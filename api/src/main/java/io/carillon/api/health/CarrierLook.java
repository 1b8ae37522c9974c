package io.carillon.api.health;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the carriers of all accounts that are not paused, each address once and all at once. */
@Component
class CarrierLook {
    /** One address rarely has company: nearly all accounts are at their carrier's own. */
    private static final int MOST_ADDRESSES = 50;

    private static final String ADDRESSES =
            """
            SELECT carrier, base_url, (array_agg(id ORDER BY id))[1] AS account, count(*) AS accounts
            FROM carrier_accounts
            WHERE status <> 'paused'
            GROUP BY carrier, base_url
            ORDER BY carrier, base_url NULLS FIRST
            LIMIT :most
            """;

    private static final Logger LOG = LoggerFactory.getLogger(CarrierLook.class);

    private final Transactions transactions;
    private final CarrierDrivers drivers;
    private final CarrierAccounts accounts;

    CarrierLook(Transactions transactions, CarrierDrivers drivers, CarrierAccounts accounts) {
        this.transactions = transactions;
        this.drivers = drivers;
        this.accounts = accounts;
    }

    /**
     * Accounts at one address; the page is for everybody, so it does not say which.
     *
     * @param ownAddress false: at another host, which their organization named
     * @param status {@code ok}, {@code unreachable}, or {@code not_asked}: a carrier without a
     *     question that costs nothing
     */
    record Reached(String carrier, boolean ownAddress, long accounts, String status) {
        boolean is(String word) {
            return status.equals(word);
        }
    }

    private record Address(
            String carrier, @Nullable String baseUrl, AccountId account, long accounts) {}

    List<Reached> ask() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reached>> asked =
                    addresses().stream()
                            .map(address -> threads.submit(() -> ask(address)))
                            .toList();
            var answers = new ArrayList<Reached>();
            for (Future<Reached> each : asked) {
                answers.add(each.get());
            }
            return answers;
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private List<Address> addresses() {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(ADDRESSES)
                                .param("most", MOST_ADDRESSES)
                                .query(
                                        (row, n) ->
                                                new Address(
                                                        row.getString("carrier"),
                                                        row.getString("base_url"),
                                                        new AccountId(
                                                                row.getObject(
                                                                        "account", UUID.class)),
                                                        row.getLong("accounts")))
                                .list());
    }

    private Reached ask(Address address) {
        return new Reached(
                address.carrier(), address.baseUrl() == null, address.accounts(), status(address));
    }

    private String status(Address address) {
        if (!drivers.has(address.carrier())) {
            return "not_asked";
        }
        try {
            CarrierAccount opened = accounts.open(address.account());
            return drivers.driver(address.carrier()).reachable(opened) ? "ok" : "unreachable";
        } catch (RuntimeException down) {
            LOG.atWarn()
                    .addKeyValue("carrier", address.carrier())
                    .addKeyValue("cause", down.toString())
                    .log("health.unreachable");
            return "unreachable";
        }
    }

    /**
     * The carriers in one word: {@code none} when there is nothing to ask. A host that one
     * organization named does not make the installation unready while another answers.
     */
    static String summary(List<Reached> carriers) {
        List<Reached> asked = carriers.stream().filter(each -> !each.is("not_asked")).toList();
        if (asked.isEmpty()) {
            return "none";
        }
        boolean ownDown =
                asked.stream().anyMatch(each -> each.ownAddress() && each.is("unreachable"));
        return !ownDown && asked.stream().anyMatch(each -> each.is("ok")) ? "ok" : "unreachable";
    }
}
