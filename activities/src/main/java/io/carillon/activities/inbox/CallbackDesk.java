package io.carillon.activities.inbox;

import io.carillon.activities.call.CallbackAddresses;
import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.call.CallbackTags.Addressee;
import io.carillon.activities.call.ScriptRows;
import io.carillon.activities.carrier.CallOnCarrier;
import io.carillon.activities.carrier.Callback;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDriver;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Understood;
import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes a callback in: whose call it is, whether it is authentic, what it says. */
public final class CallbackDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackDesk.class);

    // A document should be there within half a second; a pause of a second is heard as one.
    private static final Duration PERSON_WAITS = Duration.ofMillis(400);

    // A call that was not dialed has shown its token to nobody.
    private static final String OF_TOKEN =
            """
            SELECT k.id, k.account_id
            FROM call_by_token(:token) t
            JOIN calls k ON k.id = t.id
            WHERE k.carrier = :carrier AND k.account_id IS NOT NULL
            """;

    private final Transactions transactions;
    private final KnownAccounts accounts;
    private final CarrierDrivers drivers;
    private final CarrierInbox inbox;
    private final CallbackTags tags;
    private final CallbackAddresses addresses;
    private final ScriptRows scripts;
    private final Map<Token, Addressee> lately = Collections.synchronizedMap(new Lately());

    CallbackDesk(
            Transactions transactions,
            CarrierAccounts accounts,
            CarrierDrivers drivers,
            CarrierInbox inbox,
            CallbackTags tags,
            CallbackAddresses addresses,
            ScriptRows scripts) {
        this.transactions = transactions;
        this.accounts = new KnownAccounts(accounts);
        this.drivers = drivers;
        this.inbox = inbox;
        this.tags = tags;
        this.addresses = addresses;
        this.scripts = scripts;
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
     * A request to a call's address.
     *
     * @param tag of the address, as {@link CallbackTags} wrote it; null: none
     * @param query behind the question mark, as it came; null: none
     * @param headers lower-case names
     * @param from network address of who sent it; null: not known
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    public record Request(
            String carrier,
            String token,
            @Nullable String tag,
            @Nullable String query,
            Map<String, String> headers,
            byte[] body,
            @Nullable String from) {
        public Request(
                String carrier,
                String token,
                @Nullable String tag,
                @Nullable String query,
                Map<String, String> headers,
                byte[] body) {
            this(carrier, token, tag, query, headers, body, null);
        }
    }

    private record At(CallId call, CarrierAccount account, CarrierDriver driver) {}

    /**
     * Returns when what was said is stored; or before, where a carrier can be made to say it again
     * and somebody is waiting for its answer.
     *
     * @return empty when no call has this token with this carrier
     * @throws CallbackRefused when it is forged or cannot be read
     * @throws RuntimeException when it could not be stored; the carrier is to send it again
     */
    public Optional<Answered> take(Request request) throws CallbackRefused {
        At at = at(request.carrier(), request.token(), request.tag());
        if (at == null) {
            return Optional.empty();
        }
        Understood said =
                at.driver().understand(at.account(), callback(request), () -> underWay(at));
        boolean kept = keep(at, said);
        return Optional.of(new Answered(kept ? answer(at, request, said) : said.meanwhile()));
    }

    /** The organization whose audio may be fetched at this address; empty when it is no call's. */
    public Optional<OrganizationId> audience(String carrier, String token, @Nullable String tag) {
        return Optional.ofNullable(at(carrier, token, tag)).map(at -> at.account().organization());
    }

    private @Nullable At at(String carrier, String token, @Nullable String tag) {
        Addressee addressee =
                drivers.has(carrier) ? addressee(new Token(carrier, token), tag) : null;
        if (addressee == null) {
            return null;
        }
        CarrierAccount account = accounts.of(addressee.account());
        return account.carrier().equals(carrier)
                ? new At(addressee.call(), account, drivers.driver(carrier))
                : null;
    }

    private Optional<Script> underWay(At at) {
        return transactions.system(() -> scripts.underWay(at.call()));
    }

    private Callback callback(Request request) {
        String address = addresses.of(request.carrier(), request.token());
        String query = request.query();
        return new Callback(
                query == null ? address : address + "?" + query,
                request.headers(),
                request.body(),
                request.from());
    }

    /** False: not kept yet, and the carrier will tell the same again. */
    private boolean keep(At at, Understood said) throws CallbackRefused {
        try {
            if (said.meanwhile() != null) {
                return inbox.receive(at.call(), said.events(), PERSON_WAITS);
            }
            inbox.receive(at.call(), said.events());
            return true;
        } catch (IllegalArgumentException unstorable) {
            LOG.atWarn()
                    .addKeyValue("call", at.call())
                    .addKeyValue("carrier", at.driver().carrier())
                    .log("callback.not_storable");
            throw new CallbackRefused("the callback cannot be stored", false);
        } catch (RuntimeException failed) {
            if (said.meanwhile() == null) {
                throw failed;
            }
            LOG.atWarn().addKeyValue("call", at.call()).setCause(failed).log("callback.told_again");
            return false;
        }
    }

    private @Nullable Document answer(At at, Request request, Understood said) {
        Understood.Wanted wanted = said.wanted();
        if (wanted == null) {
            return said.kept();
        }
        Optional<Document> script = script(at, request, wanted);
        return script.isPresent() ? script.get() : said.kept();
    }

    /** One reading by key, whatever else the database has to do. */
    private Optional<Document> script(At at, Request request, Understood.Wanted wanted) {
        return transactions
                .system(() -> scripts.kept(at.call(), wanted.sequence()))
                .map(
                        kept ->
                                at.driver()
                                        .document(
                                                dialed(at, request, kept), kept.script(), wanted));
    }

    private CallOnCarrier.Dialed dialed(At at, Request request, ScriptRows.Kept kept) {
        return new CallOnCarrier.Dialed(
                addresses.of(request.carrier(), request.token(), at.call(), at.account().id()),
                kept.to(),
                kept.from(),
                null);
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
