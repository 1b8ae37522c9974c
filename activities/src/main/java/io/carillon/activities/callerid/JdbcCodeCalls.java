package io.carillon.activities.callerid;

import io.carillon.activities.call.SingleCalls;
import io.carillon.activities.call.SingleCalls.AnsweringMachine;
import io.carillon.activities.call.SingleCalls.CallOptions;
import io.carillon.activities.call.SingleCalls.FlowChoice;
import io.carillon.activities.call.SingleCalls.Wanted;
import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.AcceptedFlow;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.organization.CallerIdProofs;
import io.carillon.activities.organization.CallerIdStore.CallerId;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

final class JdbcCodeCalls implements CodeCalls {
    /** Who asks for a code is at the phone now. */
    private static final Duration DIALED_WITHIN = Duration.ofMinutes(15);

    private static final Duration GOOD = Duration.ofMinutes(30);

    /** Three calls of five tries are one in 67,000 a day for whoever guesses. */
    private static final int TRIES = 5;

    private final Transactions transactions;
    private final CodeCallRows rows;
    private final CodeCallSettings settings;
    private final SingleCalls calls;
    private final FlowStore flows;
    private final SuppressionStore suppressions;
    private final CallerIdProofs proofs;

    JdbcCodeCalls(
            Transactions transactions,
            CodeCallSettings settings,
            SingleCalls calls,
            FlowStore flows,
            SuppressionStore suppressions,
            CallerIdProofs proofs) {
        this.transactions = transactions;
        this.rows = new CodeCallRows(transactions);
        this.settings = settings;
        this.calls = calls;
        this.flows = flows;
        this.suppressions = suppressions;
        this.proofs = proofs;
    }

    @Override
    public Placed place(OrganizationId organization, CallerId callerId) {
        if (callerId.status().equals("verified")) {
            throw no("ALREADY_VERIFIED", "the number is verified", true);
        }
        CampaignId campaign = settings.campaignId();
        OrganizationId installation =
                campaign == null
                        ? null
                        : transactions.system(() -> rows.owner(campaign.value())).orElse(null);
        if (campaign == null || installation == null) {
            throw no(
                    "CODE_CALLS_OFF",
                    "this installation makes no code calls: ask its operator to approve the number",
                    false);
        }
        AcceptedFlow flow = flows.accept(installation, CodeFlow.DOCUMENT);
        return transactions.system(
                () -> {
                    permit(organization, callerId);
                    Wanted wanted = wanted(callerId, flow, campaign);
                    CallId call = place(installation, wanted);
                    rows.insert(organization, callerId.number(), call, GOOD);
                    return rows.last(organization, callerId.number()).orElseThrow();
                });
    }

    /** Beside what the gate asks of every call. */
    private void permit(OrganizationId organization, CallerId callerId) {
        rows.lock(organization, callerId.number());
        if (rows.ofTheDay(organization, callerId.number()) >= MOST_PER_DAY) {
            throw no(
                    "CODE_CALLS_USED_UP",
                    "this number had its " + MOST_PER_DAY + " code calls of 24 hours",
                    true);
        }
        suppressions
                .reason(organization, callerId.number(), null)
                .ifPresent(
                        reason -> {
                            throw no(
                                    "NUMBER_SUPPRESSED",
                                    "the number is suppressed: " + reason,
                                    false);
                        });
    }

    private CallId place(OrganizationId installation, Wanted wanted) {
        try {
            return calls.place(installation, wanted);
        } catch (NotPossible refused) {
            // Its pointer is into a request nobody here has seen.
            throw no(refused.code(), "the code call is refused: " + refused.getMessage(), false);
        }
    }

    private Wanted wanted(CallerId callerId, AcceptedFlow flow, CampaignId campaign) {
        return new Wanted(
                callerId.number().e164(),
                null,
                new FlowChoice.Written(flow, "flow"),
                Map.of(CodeFlow.CODE, CodeFlow.spoken()),
                null,
                transactions.now().plus(DIALED_WITHIN),
                new CallOptions(
                        false, null, new AnsweringMachine(true, "hang_up", "continue", null, null)),
                campaign);
    }

    @Override
    public Optional<Placed> last(OrganizationId organization, CallerId callerId) {
        return transactions.system(() -> rows.last(organization, callerId.number()));
    }

    @Override
    public Said hear(OrganizationId organization, CallerId callerId, String code) {
        return transactions.system(
                () ->
                        rows.code(organization, callerId.number())
                                .filter(known -> known.good() && known.tries() < TRIES)
                                .map(known -> judged(organization, callerId, known, code))
                                .orElse(Said.NONE));
    }

    private Said judged(
            OrganizationId organization, CallerId callerId, CodeCallRows.Code known, String code) {
        if (known.text() == null || !same(known.text(), code)) {
            rows.wrong(known);
            return Said.WRONG;
        }
        rows.used(known);
        proofs.answered(organization, callerId.id());
        return Said.RIGHT;
    }

    private static boolean same(String told, String heard) {
        return MessageDigest.isEqual(bytes(told), bytes(heard));
    }

    private static byte[] bytes(String code) {
        return CodeFlow.digits(code).getBytes(StandardCharsets.UTF_8);
    }

    private static NotPossible no(String code, String message, boolean conflict) {
        return new NotPossible(code, message, conflict ? "" : "/method", conflict);
    }
}
