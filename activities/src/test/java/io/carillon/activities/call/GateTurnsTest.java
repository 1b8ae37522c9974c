package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.carillon.activities.call.Gate.Answer;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A process in which so many are at the gate that one has no turn. */
class GateTurnsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private static final String LEAD =
            """
            SELECT status || ' ' || attempts || ' ' || held_by || ' '
                || (next_attempt_at BETWEEN carillon_now() + interval '2 seconds' AND carillon_now() + interval '5 seconds')
            FROM leads WHERE id = :id
            """;

    private static final String TRACE =
            "SELECT string_agg(decision || ' ' || rule || ': ' || detail, ', ') FROM lead_decisions WHERE lead_id = :id";

    private static final String CALL =
            "SELECT coalesce((SELECT state FROM calls WHERE id = :id), 'gone')";

    private final Gates calm = new Gates(DATABASE.transactions());
    private final Gates crowded =
            new Gates(DATABASE.transactions(), 10_000, new GateTurns(0, Duration.ZERO));
    private Rows rows;
    private LeadId lead;
    private CallId call;

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void claimed() {
        rows = Rows.in(DATABASE);
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        lead = rows.lead(campaign, "+12025550123", "America/New_York");
        call = Gates.claim(rows, campaign, lead);
    }

    @Test
    void aClaimWithoutATurnWaitsForThePaceAFewSeconds() {
        Answer answer = crowded.gate.pass(call);

        assertThat(answer).isEqualTo(new Answer.Closed("pacing"));
        assertThat(text(LEAD, lead.value())).isEqualTo("pending 0 pacing true");
        assertThat(text(TRACE, lead.value())).isEqualTo("held pacing: too many others at the gate");
        assertThat(text(CALL, call.value())).isEqualTo("gone");
        assertThat(crowded.woken.campaigns).hasSize(1);
    }

    @Test
    void anInstantThatWasMissedIsGivenBackWithItsAttempt() {
        calm.gate.pass(call);

        Answer answer = crowded.gate.again(call);

        assertThat(answer).isEqualTo(new Answer.Closed("pacing"));
        assertThat(text(LEAD, lead.value())).isEqualTo("pending 0 pacing true");
        assertThat(text(CALL, call.value())).isEqualTo("gone");
    }

    @Test
    void whatAnotherRunDialsIsLeftAlone() {
        calm.gate.pass(call);

        Answer answer = crowded.gate.pass(call);

        assertThat(answer).isEqualTo(new Answer.NotClaimed(true));
        assertThat(text(CALL, call.value())).isEqualTo("dialing");
    }

    @Test
    void whatMayHaveLeftIsLeftAlone() {
        calm.gate.pass(call);
        DATABASE.asSuperuser("UPDATE calls SET evidence_at = carillon_now()");

        assertThat(crowded.gate.again(call)).isEqualTo(new Answer.NotClaimed(true));
        assertThat(text(CALL, call.value())).isEqualTo("dialing");
    }

    @Test
    void aTurnIsFreeAgainWhenTheWorkFailed() {
        var turns = new GateTurns(1, Duration.ZERO);
        Throwable failed =
                catchThrowable(
                        () ->
                                turns.take(
                                        () -> {
                                            throw new IllegalStateException("on purpose");
                                        }));

        assertThat(failed).hasMessage("on purpose");
        assertThat(turns.take(() -> turns.take(() -> "another").isPresent())).hasValue(false);
    }

    private String text(String sql, Object id) {
        return rows.value(String.class, sql, id);
    }
}
