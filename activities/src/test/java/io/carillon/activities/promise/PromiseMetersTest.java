package io.carillon.activities.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.UUID;

class PromiseMetersTest {
    private static final TestDatabase DATABASE = TestDatabase.open();
    private static final Rows ROWS = Rows.in(DATABASE);
    private static final CampaignStart CAMPAIGN = ROWS.campaign("active", Rows.settings());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private int numbers;

    @BeforeEach
    void bind() {
        DATABASE.asSuperuser("TRUNCATE leads, calls, carrier_news CASCADE");
        new PromiseMeters(DATABASE.transactions()).bindTo(registry);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void findsNothingWhereEverythingIsInOrder() {
        lead();
        call(lead(), "dialing", "give_up_at = carillon_now() + interval '1 minute'");
        call(lead(), "claimed", "claimed_at = carillon_now()");
        LeadId over = lead();
        end(call(over, "dialing", "give_up_at = carillon_now()"));
        pending(over);

        assertThat(values()).isEqualTo("open 2, overdue 0, leaked 0, stranded 0, untold 0");
    }

    @ParameterizedTest
    @CsvSource({
        "in_progress, give_up_at = carillon_now() - interval '119 seconds', 0",
        "in_progress, give_up_at = carillon_now() - interval '121 seconds', 1",
        "ringing, give_up_at = carillon_now() - interval '61 minutes'; talk_limit = '1 hour', 0",
        "ringing, give_up_at = carillon_now() - interval '63 minutes'; talk_limit = '1 hour', 1",
        "ringing, give_up_at = carillon_now() - interval '3 minutes'; talk_limit = '1 hour'; answered_at = carillon_now(), 1",
        "dialing, send_deadline = carillon_now() - interval '121 seconds', 1",
        "claimed, claimed_at = carillon_now() - interval '121 seconds', 1",
    })
    void callsAreOverdueTwoMinutesAfterTheirTime(String state, String since, int overdue) {
        call(lead(), state, since.replace(';', ','));

        assertThat(values())
                .isEqualTo("open 1, overdue %d, leaked 0, stranded 0, untold 0".formatted(overdue));
    }

    @Test
    void aSlotIsLeakedWhenItsLeadIsNotInThatCall() {
        LeadId waiting = lead();
        call(waiting, "ringing", "give_up_at = carillon_now()");
        pending(waiting);
        LeadId elsewhere = lead();
        call(elsewhere, "ringing", "give_up_at = carillon_now()");
        call(elsewhere, "ringing", "give_up_at = carillon_now(), to_number = '+12025550199'");

        assertThat(values()).isEqualTo("open 3, overdue 0, leaked 2, stranded 0, untold 0");
    }

    /** Nobody but the registry holds on to them. */
    @Test
    void countsOnWhenMemoryWasCleared() {
        call(lead(), "ringing", "give_up_at = carillon_now()");

        System.gc();

        assertThat(values()).isEqualTo("open 1, overdue 0, leaked 0, stranded 0, untold 0");
    }

    @Test
    void aLeadIsStrandedInACallThatIsOverOrMissing() {
        end(call(lead(), "in_progress", "give_up_at = carillon_now()"));
        LeadId lost = lead();
        ROWS.update(
                "UPDATE leads SET status = 'in_call', call_id = gen_random_uuid() WHERE id = :id",
                Map.of("id", lost.value()));

        assertThat(values()).isEqualTo("open 0, overdue 0, leaked 0, stranded 2, untold 0");
    }

    @Test
    void showsHowLongTheOldestCallbackIsUntold() {
        UUID call = call(lead(), "in_progress", "give_up_at = carillon_now()");
        ROWS.update(
                """
                INSERT INTO carrier_news (id, organization_id, call_id, carrier_event_id, kind, payload, received_at, told_at)
                VALUES (gen_random_uuid(), :organization, :call, 'a', 'ringing', '{}', carillon_now() - interval '1 day', carillon_now()),
                    (gen_random_uuid(), :organization, :call, 'b', 'answered', '{}', carillon_now() - interval '60 seconds', NULL)
                """,
                Map.of("call", call));

        assertThat(value("carillon.callbacks.oldest.age")).isBetween(60.0, 90.0);
    }

    private LeadId lead() {
        return ROWS.lead(CAMPAIGN, "+1202555%04d".formatted(numbers++), "America/New_York");
    }

    /** A call of that lead, which is in it. */
    private UUID call(LeadId lead, String state, String assignments) {
        UUID id = UuidV7.next();
        ROWS.update(
                """
                INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token)
                SELECT :id, :organization, campaign_id, id, 'waiting', phones[1], :id::text FROM leads WHERE id = :lead
                """,
                Map.of("id", id, "lead", lead.value()));
        ROWS.update(
                "UPDATE calls SET state = '" + state + "', " + assignments + " WHERE id = :id",
                Map.of("id", id));
        ROWS.update(
                "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :id",
                Map.of("id", lead.value(), "call", id));
        return id;
    }

    private static void end(UUID call) {
        ROWS.update(
                "UPDATE calls SET state = 'completed', result = 'human', ended_at = carillon_now() WHERE id = :id",
                Map.of("id", call));
    }

    private static void pending(LeadId lead) {
        ROWS.update(
                "UPDATE leads SET status = 'pending', call_id = NULL WHERE id = :id",
                Map.of("id", lead.value()));
    }

    private String values() {
        return "open %.0f, overdue %.0f, leaked %.0f, stranded %.0f, untold %.0f"
                .formatted(
                        value("carillon.calls.open"),
                        value("carillon.calls.overdue"),
                        value("carillon.slots.leaked"),
                        value("carillon.leads.stranded"),
                        value("carillon.callbacks.oldest.age"));
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
