package io.carillon.activities.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.FakeDriver;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.inbox.CarrierInbox;
import io.carillon.workflows.call.CallEnding;
import io.carillon.workflows.call.CallResult;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

/** What calls cost at carriers that say so later. */
class PriceSweepTest {
    private static final LeftOpen OPEN = new LeftOpen();

    private final FakeDriver twilio = new FakeDriver("twilio");
    private final PriceSweep prices =
            new PriceSweep(
                    new PriceRows(OPEN.bed.bean(Transactions.class)),
                    new CarrierDrivers(List.of(twilio, OPEN.bed.driver)),
                    OPEN.bed.bean(CarrierAccounts.class),
                    OPEN.bed.bean(CarrierInbox.class));

    @BeforeEach
    void calm() {
        OPEN.calm();
    }

    @AfterAll
    static void close() {
        OPEN.close();
    }

    @Test
    void writesWhatACallCostOnceItIsRated() {
        CallId call = over("carrier = 'twilio', carrier_call_id = 'CA1'");

        sweep();
        assertThat(cost(call)).isEqualTo("null");
        twilio.cost = new BigDecimal("0.013");
        sweep();
        assertThat(cost(call)).as("not asked again so soon").isEqualTo("null");
        OPEN.bed.set(call, "cost_asked_at = cost_asked_at - INTERVAL '11 minutes'");
        sweep();

        assertThat(cost(call)).startsWith("0.0130");
        assertThat(OPEN.bed.call(call, "(SELECT l.cost FROM leads l WHERE l.id = lead_id)"))
                .startsWith("0.0130");
    }

    @Test
    void replacesWhatThePriceMadeOfItAndAsksNoMore() {
        CallId call = over("carrier = 'twilio', carrier_call_id = 'CA1', cost = 0.02");
        twilio.cost = new BigDecimal("0.02");
        sweep();
        twilio.cost = BigDecimal.ONE;
        OPEN.bed.set(call, "cost_asked_at = cost_asked_at - INTERVAL '11 minutes'");

        sweep();

        assertThat(cost(call)).startsWith("0.0200");
    }

    @Test
    void asksWhatACallOfUnknownEndCost() {
        CallId call =
                over(
                        "carrier = 'twilio', carrier_call_id = 'CA1', answered_at = NULL, result = 'unknown'");
        twilio.cost = new BigDecimal("0.013");

        sweep();

        assertThat(cost(call)).startsWith("0.0130");
    }

    @Test
    void asksAboutNothingElse() {
        twilio.cost = BigDecimal.ONE;
        List<CallId> others =
                List.of(
                        over("carrier = 'simulator', carrier_call_id = 'CA1'"),
                        over("carrier = 'twilio', carrier_call_id = NULL"),
                        over("carrier = 'twilio', ended_at = carillon_now()"),
                        over("carrier = 'twilio', ended_at = carillon_now() - INTERVAL '25 hours'"),
                        over("carrier = 'twilio', answered_at = NULL"));

        sweep();

        assertThat(others).extracting(PriceSweepTest::cost).containsOnly("null");
    }

    @Test
    void asksAgainWhereTheCarrierWasSilent() {
        CallId call = over("carrier = 'twilio', carrier_call_id = 'CA1'");
        twilio.silent = true;

        sweep();

        assertThat(cost(call)).isEqualTo("null");
    }

    private void sweep() {
        prices.sweep(new Mended());
    }

    private static String cost(CallId call) {
        return OPEN.bed.call(call, "cost");
    }

    /** Answered, and over for five minutes. */
    private static CallId over(String assignments) {
        CallId call = OPEN.answered(OPEN.dialed());
        OPEN.calls.conclude(
                call, new CallEnding(CallResult.HUMAN, "hung_up_by_person", true, false));
        OPEN.bed.set(call, "ended_at = ended_at - INTERVAL '5 minutes', cost = NULL");
        OPEN.bed.set(call, assignments);
        return call;
    }
}
