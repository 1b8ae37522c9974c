package io.carillon.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.Unsealed;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.event.EventRelay;
import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.CountedTransactions;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.EndpointId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.webhook.EndpointStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which endpoint gets which event. */
class DeliveryMakerTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final CountedTransactions transactions =
            new CountedTransactions(DATABASE.transactions());
    private final EndpointStore endpoints = EndpointStore.over(transactions, new Unsealed());
    private final Outbox outbox = Outbox.over(transactions);
    private final List<EndpointStart> woken = new ArrayList<>();
    private final DeliveryMaker maker = new DeliveryMaker(transactions, woken::add);
    private final EventRelay relay = new EventRelay(transactions, maker);
    private final OrganizationId organization = organization();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void nothingToPlace() {
        DATABASE.asSuperuser("DELETE FROM events");
    }

    // What an endpoint asks for, an event's type, and whether it gets it.
    @ParameterizedTest
    @CsvSource({
        "*, call.answered, true",
        "call.answered, call.answered, true",
        "call.answered, call.completed, false",
        "call.ringing call.answered, call.answered, true",
        "call.ringing call.answered, call.completed, false",
        "lead.done *, call.answered, true",
        "call.*, call.answered, false",
        "call, call.answered, false",
        "call.answered, call, false",
        "Call.Answered, call.answered, false",
        "call_answered, call.answered, false",
        "%, call.answered, false",
        "'', call.answered, false"
    })
    void anEndpointGetsTheTypesItNames(String asked, String type, boolean gets) {
        EndpointId endpoint = endpoint(organization, asked.split(" "));
        append(type);

        relay.relay();

        assertThat(types(endpoint)).isEqualTo(gets ? type : "nothing");
        assertThat(woken).hasSize(gets ? 1 : 0);
    }

    // A paused endpoint keeps what it will get.
    @ParameterizedTest
    @CsvSource({
        "status = 'active', call.answered, true",
        "status = 'paused', call.answered, false",
        "status = 'disabled', nothing, false",
        "deleted_at = carillon_now(), nothing, false"
    })
    void onlyWhoWillBeSentAnythingGetsIt(String state, String got, boolean isWoken) {
        EndpointId endpoint = endpoint(organization, "*");
        DATABASE.asSuperuser(
                "UPDATE webhook_endpoints SET " + state + " WHERE id = '" + endpoint.value() + "'");
        append("call.answered");

        relay.relay();

        assertThat(types(endpoint)).isEqualTo(got);
        assertThat(woken).hasSize(isWoken ? 1 : 0);
    }

    @Test
    void anOrganizationGetsItsOwnEventsOnly() {
        OrganizationId another = organization();
        EndpointId ours = endpoint(organization, "*");
        EndpointId theirs = endpoint(another, "*");
        append("call.answered");

        relay.relay();

        assertThat(types(ours)).isEqualTo("call.answered");
        assertThat(types(theirs)).isEqualTo("nothing");
        assertThat(woken).containsExactly(new EndpointStart(ours, organization));
    }

    @Test
    void allOfAPageAreMadeInOneStatementInTheOrderOfTheirEvents() {
        EndpointId one = endpoint(organization, "*");
        EndpointId other = endpoint(organization, "call.completed", "call.ringing");
        append("call.ringing");
        append("call.answered");
        append("call.completed");
        var placing = new EventRelay(transactions, events -> counted(() -> maker.placed(events)));

        placing.relay();

        assertThat(types(one)).isEqualTo("call.ringing call.answered call.completed");
        assertThat(types(other)).isEqualTo("call.ringing call.completed");
        assertThat(woken).extracting(EndpointStart::endpoint).containsExactlyInAnyOrder(one, other);
    }

    private void counted(Runnable work) {
        int before = transactions.statements();
        work.run();
        assertThat(transactions.statements()).isEqualTo(before + 1);
    }

    private static OrganizationId organization() {
        var id = new OrganizationId(UuidV7.next());
        DATABASE.asSuperuser(
                "INSERT INTO organizations (id, name) VALUES ('" + id.value() + "', 'acme')");
        return id;
    }

    private EndpointId endpoint(OrganizationId organization, String... events) {
        return endpoints
                .create(organization, "https://example.com", List.of(events), null)
                .endpoint()
                .id();
    }

    private void append(String type) {
        transactions.system(
                () ->
                        outbox.append(
                                new Outbox.Event(
                                        organization,
                                        type,
                                        "call_1" + organization,
                                        Instant.now(),
                                        null,
                                        null,
                                        Map.of())));
    }

    /** Of its deliveries, in the order they are listed in. */
    private String types(EndpointId endpoint) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        """
                                        SELECT coalesce(string_agg(e.type, ' ' ORDER BY d.id), 'nothing')
                                        FROM deliveries d
                                        JOIN events e ON e.id = d.event_id
                                        WHERE d.endpoint_id = :endpoint
                                        """)
                                .param("endpoint", endpoint.value())
                                .query(String.class)
                                .single());
    }
}
