package io.carillon.api.testing;

import com.sun.net.httpserver.HttpServer;

import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Calls as they stand after the dial, without a dispatcher, over a carrier that answers every
 * request as it is told to.
 */
public final class DialedCalls implements AutoCloseable {
    /** What was asked of the carrier: {@code /v1/calls/CA1/hold}. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public volatile int answer = 200;

    private final ApiServer server;
    private final HttpServer carrier;
    private int numbers;

    public DialedCalls(ApiServer server) {
        this.server = server;
        try {
            carrier =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        carrier.createContext(
                "/",
                request -> {
                    request.getRequestBody().readAllBytes();
                    asked.add(request.getRequestURI().getPath());
                    request.sendResponseHeaders(answer, -1);
                    request.close();
                });
        carrier.start();
    }

    /** An organization with an account at this carrier and a caller id. */
    public ApiClient organization(String name, String... scopes) {
        ApiClient client = server.organization(name, scopes);
        UUID organization =
                one(UUID.class, "SELECT id FROM organizations WHERE name = '" + name + "'");
        sql(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent, base_url)
                VALUES ('%s', '%s', 'simulator', 'simulator', 10, 10, 'http://127.0.0.1:%d');
                INSERT INTO caller_ids (id, organization_id, number, carrier, status)
                VALUES ('%s', '%s', '+12025550100', 'simulator', 'verified');
                """
                        .formatted(
                                UuidV7.next(),
                                organization,
                                carrier.getAddress().getPort(),
                                UuidV7.next(),
                                organization));
        return client;
    }

    /** The id of a call that was asked for and not dialed. */
    public String waiting(ApiClient user) {
        ApiClient.Answer placed =
                user.post(
                        "/calls",
                        "{\"to\":\"+1202555%04d\",\"message\":\"Hello\"}"
                                .formatted(1000 + numbers++));
        if (placed.status() != 202) {
            throw new IllegalStateException(placed.toString());
        }
        return placed.at("/id");
    }

    /** The id of a call the carrier has. */
    public String dialed(ApiClient user) {
        String id = waiting(user);
        set(
                id,
                """
                state = 'dialing', attempt = 1, carrier = 'simulator', carrier_call_id = 'CA1', from_number = '+12025550100',
                account_id = (SELECT a.id FROM carrier_accounts a WHERE a.organization_id = calls.organization_id),
                claimed_at = carillon_now(), send_at = carillon_now(), dialed_at = carillon_now(),
                evidence_at = carillon_now(), initiated = true, script_sequence = 0
                """);
        return id;
    }

    /** The id of a call somebody answered. */
    public String answered(ApiClient user) {
        String id = dialed(user);
        set(id, "state = 'in_progress', answered_at = carillon_now()");
        return id;
    }

    /** The id of a call that is over. */
    public String over(ApiClient user) {
        String id = answered(user);
        set(id, "state = 'completed', result = 'human', ended_at = carillon_now()");
        return id;
    }

    public void set(String call, String assignments) {
        sql("UPDATE calls SET " + assignments + " WHERE id = '" + CallId.parse(call).value() + "'");
    }

    /** {@code column} of the call as text. */
    public String column(String call, String column) {
        return one(
                String.class,
                "SELECT coalesce(("
                        + column
                        + ")::text, 'null') FROM calls WHERE id = '"
                        + CallId.parse(call).value()
                        + "'");
    }

    /** What a dial writes beside the token into the address for callbacks. */
    public String tag(String call) {
        var account = new AccountId(UUID.fromString(column(call, "account_id")));
        return server.bean(CallbackTags.class)
                .write(
                        new CallbackTags.Addressee(CallId.parse(call), account),
                        column(call, "callback_token"));
    }

    public <T> T one(Class<T> type, String sql) {
        Transactions transactions = server.bean(Transactions.class);
        return transactions.system(() -> transactions.jdbc().sql(sql).query(type).single());
    }

    @Override
    public void close() {
        carrier.stop(0);
    }

    private void sql(String sql) {
        server.database().asSuperuser(sql);
    }
}
