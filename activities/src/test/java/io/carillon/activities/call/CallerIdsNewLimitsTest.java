package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.organization.CallerIdStore;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.organization.CallerIdStore.Manner;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** A caller id that gets its limits by day, after calls that showed it: at noon in UTC. */
class CallerIdsNewLimitsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final CallBed BED =
            new CallBed(TestDatabase.open().at(Duration.between(Instant.now(), NOON)));
    private static final Gate GATE = BED.bean(Gate.class);
    private static final CallerIdStore CALLER_IDS =
            CallerIdStore.over(BED.database().transactions());

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void nothingWasDialedYet() {
        BED.calm();
        BED.database()
                .asSuperuser(
                        "DELETE FROM pacers; DELETE FROM calls;"
                                + " UPDATE caller_ids SET max_calls_per_day = NULL,"
                                + " cool_down_seconds = NULL");
    }

    @Test
    void countsTheCallsOfTheDayBeforeItHadACap() {
        pass();
        pass();

        limit(2, null);

        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("caller_id"));
    }

    @Test
    void leavesTheRestOfTheDay() {
        pass();

        limit(2, null);

        pass();
        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("caller_id"));
    }

    @Test
    void countsNothingOfYesterday() {
        BED.set(pass(), "send_at = '2026-11-23T23:59:59Z'");

        limit(1, null);

        pass();
    }

    @Test
    void coolsDownFromACallBeforeItHadTo() {
        pass();

        limit(null, 3600);

        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("caller_id"));
    }

    @Test
    void needNotCoolDownFromACallLongAgo() {
        BED.set(pass(), "send_at = '2026-11-24T10:00:00Z'");

        limit(null, 3600);

        pass();
    }

    @Test
    void keepsItsCountWhenACapIsRaised() {
        limit(1, null);
        pass();

        limit(2, null);

        pass();
        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("caller_id"));
    }

    @Test
    void isNotForgottenByRetiringTheNumberAndAddingItAgain() {
        pass();
        OrganizationId organization = BED.rows.organizationId();
        CALLER_IDS.retire(organization, callerId().id());

        CALLER_IDS.insert(
                organization,
                new PhoneNumber(Rows.CALLER_ID),
                "simulator",
                new Manner(null, 1, null, null),
                "simulator");

        assertThat(GATE.pass(BED.claimed())).isEqualTo(new Gate.Answer.Closed("caller_id"));
    }

    private static void limit(@Nullable Integer callsPerDay, @Nullable Integer coolDownSeconds) {
        CALLER_IDS.update(
                BED.rows.organizationId(),
                callerId().id(),
                new Manner(null, callsPerDay, coolDownSeconds, null));
    }

    private static CallerId callerId() {
        return CALLER_IDS.list(BED.rows.organizationId(), null, 1).getFirst();
    }

    private static CallId pass() {
        CallId call = BED.claimed();
        assertThat(GATE.pass(call)).isInstanceOf(Gate.Answer.Open.class);
        return call;
    }
}
