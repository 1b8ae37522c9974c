package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.activities.campaign.CampaignStore;
import io.carillon.activities.carrier.Detection;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.call.MachineTuning;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A campaign edited between a claim and its dial: the dial is judged by the edit. */
class EditsHoldForTheNextDialTest {
    private static final CallBed BED = new CallBed();
    private static final Gate GATE = BED.bean(Gate.class);
    private static final CampaignStore CAMPAIGNS = BED.bean(CampaignStore.class);

    private CampaignDraft before;

    @AfterAll
    static void close() {
        BED.close();
    }

    @BeforeEach
    void remember() {
        BED.calm();
        BED.database().asSuperuser("DELETE FROM pacers");
        before =
                CAMPAIGNS
                        .find(BED.rows.organizationId(), BED.campaign.campaign())
                        .orElseThrow()
                        .told();
    }

    @AfterEach
    void restore() {
        edit(before);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    calling_hours ~ {"hours":{"windows":{},"closedDates":[]}}
                    concurrency   ~ {"maxConcurrent":1}
                    daily_cap     ~ {"maxCallsPerDay":0}
                    pacing        ~ {"callsPerSecond":0.01}
                    max_attempts  ~ {"maxAttemptsPerLead":1}
                    retry_delay   ~ {"minBetweenAttempts":"PT1H"}
                    """)
    void judgesByTheSettingsOfNow(String rule, String changes) {
        assertThat(GATE.pass(BED.claimed())).isInstanceOf(Gate.Answer.Open.class);
        CallId call = BED.claimed();
        tried(call);

        edit(Rows.with(before.settings(), changes));

        assertThat(GATE.pass(call)).isEqualTo(new Gate.Answer.Closed(rule));
    }

    @Test
    void showsTheCallerIdOfNow() {
        var other = new PhoneNumber("+12025550177");
        BED.rows.update(
                """
                INSERT INTO caller_ids (id, organization_id, number, carrier, status)
                VALUES (:id, :organization, :number, 'simulator', 'verified')
                """,
                Map.of("id", UuidV7.next(), "number", other.e164()));
        CallId call = BED.claimed();

        edit(draft(before.flow(), List.of(other), before.settings()));

        assertThat(permit(call).from()).isEqualTo(other);
    }

    @Test
    void speaksTheFlowVersionOfNow() {
        var next = new FlowVersionId(UuidV7.next());
        BED.rows.update(
                """
                INSERT INTO flow_versions (id, organization_id, flow_id, version, definition)
                SELECT :next, organization_id, flow_id, 2, definition FROM flow_versions
                WHERE id = :version AND organization_id = :organization
                """,
                Map.of("next", next.value(), "version", BED.rows.flowVersion()));
        CallId call = BED.claimed();

        edit(draft(next, before.callerIds(), before.settings()));

        assertThat(permit(call).flow()).isEqualTo(next);
    }

    @Test
    void retriesByTheDelaysOfNow() {
        CallId call = BED.claimed();
        GATE.pass(call);

        edit(Rows.with(before.settings(), "{\"retry\":{\"busy\":[\"PT2H\"]}}"));
        BED.bean(Outcomes.class).conclude(call, Gates.ending(CallResult.BUSY));

        assertThat(BED.lead(call, "due_at - interval '2 hours'"))
                .isEqualTo(BED.call(call, "ended_at"));
    }

    @Test
    void looksAgainAtALeadWhoseSpacingWasCut() {
        CallId call = BED.claimed();
        UUID lead =
                BED.rows.value(
                        UUID.class, "SELECT lead_id FROM calls WHERE id = :id", call.value());
        tried(call);
        edit(Rows.with(before.settings(), "{\"minBetweenAttempts\":\"PT30H\"}"));
        assertThat(GATE.pass(call)).isEqualTo(new Gate.Answer.Closed("retry_delay"));

        edit(Rows.with(before.settings(), "{\"minBetweenAttempts\":\"PT0S\"}"));

        assertThat(
                        BED.rows.value(
                                Boolean.class,
                                "SELECT next_attempt_at <= carillon_now() FROM leads WHERE id = :id",
                                lead))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, VERDICT, PT20S", "false, NONE, "})
    void asksForTheTuningOfNow(boolean detect, Detection detection, @Nullable Duration timeout) {
        CallId call = BED.claimed();

        edit(
                Rows.with(
                        before.settings(),
                        """
                        {"machines":{"detect":%s,"onMachine":"HANG_UP","onUnknown":"CONTINUE","tuning":{"timeout":"PT20S"}}}"""
                                .formatted(detect)));
        BED.bean(CallActivities.class).dial(call);

        assertThat(BED.driver.dials)
                .singleElement()
                .satisfies(
                        dial -> {
                            assertThat(dial.detection()).isEqualTo(detection);
                            assertThat(dial.tuning())
                                    .isEqualTo(
                                            timeout == null
                                                    ? null
                                                    : new MachineTuning(timeout, null, null, null));
                        });
    }

    private static Gate.Permit permit(CallId call) {
        return ((Gate.Answer.Open) GATE.pass(call)).permit();
    }

    /** As after a call a moment ago. */
    private static void tried(CallId call) {
        BED.rows.update(
                """
                UPDATE leads SET attempts = 1, last_attempt_at = carillon_now()
                WHERE call_id = :call AND organization_id = :organization
                """,
                Map.of("call", call.value()));
    }

    private void edit(CampaignSettings settings) {
        edit(draft(before.flow(), before.callerIds(), settings));
    }

    private static void edit(CampaignDraft draft) {
        BED.database()
                .transactions()
                .within(
                        BED.rows.organizationId(),
                        () ->
                                CAMPAIGNS.update(
                                        BED.rows.organizationId(),
                                        BED.campaign.campaign(),
                                        draft,
                                        true));
    }

    private CampaignDraft draft(
            FlowVersionId flow, List<PhoneNumber> callerIds, CampaignSettings settings) {
        return new CampaignDraft(
                before.name(),
                flow,
                before.carrier(),
                before.accounts(),
                callerIds,
                before.callerIdChoice(),
                settings,
                before.startsAt(),
                before.endsAt(),
                before.keepOpen());
    }
}
