package io.carillon.activities.call;

import io.carillon.activities.call.GateFacts.Account;
import io.carillon.activities.call.GateFacts.AccountTrouble;
import io.carillon.activities.call.GateFacts.CallerId;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads accounts in failover order: the first active one is taken with its caller ids; when none
 * is, the first one says why.
 */
final class OfferRows {
    private @Nullable Account account;
    private @Nullable SealedAccount sealed;
    private @Nullable AccountTrouble trouble;
    private final List<CallerId> callerIds = new ArrayList<>();

    void add(ResultSet row) throws SQLException {
        var id = new AccountId(row.getObject("id", UUID.class));
        String status = row.getString("status");
        if (!status.equals("active")) {
            trouble = trouble == null ? trouble(status, row.getString("reason")) : trouble;
            return;
        }
        if (account == null) {
            account =
                    new Account(
                            id,
                            row.getString("carrier"),
                            row.getDouble("calls_per_second"),
                            row.getInt("max_concurrent"),
                            row.getBoolean("lawful_floor"));
            sealed =
                    new SealedAccount(
                            id,
                            new OrganizationId(row.getObject("organization_id", UUID.class)),
                            account.carrier(),
                            row.getString("base_url"),
                            row.getBytes("credentials_sealed"));
        }
        UUID callerId = row.getObject("caller_id", UUID.class);
        if (account.id().equals(id) && callerId != null) {
            callerIds.add(callerId(row, callerId));
        }
    }

    Offers offers() {
        if (account == null && trouble == null) {
            trouble = new AccountTrouble("account_problem", "there is no account for the carrier");
        }
        return new Offers(account, sealed, account == null ? trouble : null, callerIds);
    }

    private static AccountTrouble trouble(String status, @Nullable String reason) {
        String detail = "the carrier account is " + status + (reason == null ? "" : ": " + reason);
        return new AccountTrouble(
                status.equals("down") ? "carrier_down" : "account_problem", detail);
    }

    private static CallerId callerId(ResultSet row, UUID id) throws SQLException {
        Integer seconds = row.getObject("cool_down_seconds", Integer.class);
        return new CallerId(
                id,
                new PhoneNumber(row.getString("number")),
                row.getObject("max_calls_per_day", Integer.class),
                seconds == null ? null : Duration.ofSeconds(seconds));
    }
}
