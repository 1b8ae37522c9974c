package io.carillon.activities.inbox;

import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.call.CallbackTags.Addressee;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes a callback in: whose call it is, whether it is authentic, what it says. */
public final class CallbackDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackDesk.class);

    // A call that was not dialed has shown its token to nobody.
    private static final String OF_TOKEN =
            """
            SELECT k.id, k.account_id
            FROM call_by_token(:token) t
            JOIN calls k ON k.id = t.id
            WHERE k.carrier = :carrier AND k.account_id IS NOT NULL
            """;

    private final Transactions transactions;
    private final CarrierAccounts accounts;
    private final CarrierDrivers drivers;
    private final CarrierInbox inbox;
    private final CallbackTags tags;
    private final Map<Token, Addressee> lately = Collections.synchronizedMap(new Lately());

    CallbackDesk(
            Transactions transactions,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            CarrierInbox inbox,
            CallbackTags tags) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.drivers = drivers;
        this.inbox = inbox;
        this.tags = tags;
    }

    private record Token(String carrier, String token) {}

    /** The calls that were heard of last. What a token stands for does not change once dialed. */
    private static final class Lately extends LinkedHashMap<Token, Addressee> {
        private static final int MOST = 10_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Token, Addressee> eldest) {
            return size() > MOST;
        }
    }

    /**
     * Returns when what was said is stored.
     *
     * @param tag of the address, as {@link CallbackTags} wrote it; null: none
     * @param headers lower-case names
     * @return false when no call has this token with this carrier
     * @throws CallbackRefused when it is forged or cannot be read
     * @throws RuntimeException when it could not be stored; the carrier is to send it again
     */
    public boolean take(
            String carrier,
            String token,
            @Nullable String tag,
            Map<String, String> headers,
            byte[] body)
            throws CallbackRefused {
        if (!drivers.has(carrier)) {
            return false;
        }
        Addressee addressee = addressee(new Token(carrier, token), tag);
        if (addressee == null) {
            return false;
        }
        CarrierAccount account = accounts.lately(addressee.account());
        if (!account.carrier().equals(carrier)) {
            return false;
        }
        List<CarrierEvent> said = drivers.driver(carrier).understand(account, headers, body);
        try {
            inbox.receive(addressee.call(), said);
        } catch (IllegalArgumentException unstorable) {
            LOG.atWarn()
                    .addKeyValue("call", addressee.call())
                    .addKeyValue("carrier", carrier)
                    .log("callback.not_storable");
            throw new CallbackRefused("the callback cannot be stored", false);
        }
        return true;
    }

    private @Nullable Addressee addressee(Token key, @Nullable String tag) {
        Addressee known = lately.get(key);
        if (known != null) {
            return known;
        }
        Addressee found =
                tags.read(tag, key.token())
                        .or(() -> transactions.system(() -> find(key)))
                        .orElse(null);
        if (found != null) {
            lately.put(key, found);
        }
        return found;
    }

    private Optional<Addressee> find(Token token) {
        return transactions
                .jdbc()
                .sql(OF_TOKEN)
                .param("token", token.token())
                .param("carrier", token.carrier())
                .query(
                        (row, n) ->
                                new Addressee(
                                        new CallId(row.getObject("id", UUID.class)),
                                        new AccountId(row.getObject("account_id", UUID.class))))
                .optional();
    }
}
