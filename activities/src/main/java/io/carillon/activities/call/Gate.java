package io.carillon.activities.call;

import io.carillon.activities.carrier.SealedAccount;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether and when a request may leave. */
public interface Gate {
    /**
     * One transaction: moves the row from claimed to dialing when campaign and organization state,
     * window, caps, suppression, caller id, expiry, account state, concurrency and pace allow it on
     * the database's clock, all judged for the reserved send instant; or gives the claim back with
     * the rule that refused (the lead is pending again, or done when the rule is final). A claim
     * that so many others keep from the gate that it cannot be judged is given back for {@code
     * pacing}.
     *
     * @param patience a claim that only the pace keeps back, and for no longer than this, is kept:
     *     {@link Answer.Early}; zero: it is given back
     */
    Answer pass(CallId call, Duration patience);

    default Answer pass(CallId call) {
        return pass(call, Duration.ZERO);
    }

    /**
     * Reserves a new instant for a dialing row whose turn was missed; nothing else is allowed to
     * send for it.
     */
    Answer again(CallId call);

    /**
     * The request certainly did not leave, or was turned away for the account's sake: the attempt
     * is taken back, the lead is pending again after a short wait with this rule ({@code
     * carrier_down}, {@code account_problem}).
     */
    void takeBack(CallId call, String rule, Duration wait);

    /**
     * Reads the database's clock once more when the first reading took so long that little of the
     * turn is left: how long it took is not known to have been on the way there or back.
     *
     * @return the same permit, or one with a longer window for the same instant
     */
    Permit readAgain(Permit permit);

    /**
     * Notes that a claim of one of these campaigns waits for others before it asks.
     *
     * @return its campaign; empty when it is of none of them or not claimed: it may ask
     */
    Optional<CampaignId> waits(CallId call, Set<CampaignId> campaigns);

    sealed interface Answer {
        /**
         * @param permit everything needed to send, read inside the transaction
         */
        record Open(Permit permit) implements Answer {}

        /**
         * Claimed as before, nothing reserved: the next free instant is too far ahead to be given
         * out. To be asked again after that long.
         */
        record Early(CampaignId campaign, Duration time) implements Answer {}

        /** Given back already. */
        record Closed(String rule) implements Answer {}

        /** The row is not claimed: dialed before ({@code live}) or over. */
        record NotClaimed(boolean live) implements Answer {}
    }

    /**
     * @param awaited the account is not well, so it matters to it that this call is answered
     * @param sendAt the reserved instant by the database's clock
     * @param window the same on this process's monotonic clock
     * @param variables the lead's, with the call's context and the campaign's identity over them
     */
    record Permit(
            CallId call,
            OrganizationId organization,
            CampaignId campaign,
            LeadId lead,
            SealedAccount account,
            boolean awaited,
            PhoneNumber to,
            PhoneNumber from,
            String callbackToken,
            FlowVersionId flow,
            CampaignSettings settings,
            boolean record,
            Map<String, String> variables,
            Instant sendAt,
            SendWindow window) {
        Permit within(SendWindow other) {
            return new Permit(
                    call,
                    organization,
                    campaign,
                    lead,
                    account,
                    awaited,
                    to,
                    from,
                    callbackToken,
                    flow,
                    settings,
                    record,
                    variables,
                    sendAt,
                    other);
        }
    }

    /**
     * When the first byte may leave, in {@link System#nanoTime()} of this process. Measured around
     * the reading of the database's clock, so that a slow answer makes the window shorter, never
     * wrong.
     *
     * @param readNanos when the clock had been read
     */
    record SendWindow(long readNanos, long notBeforeNanos, long notAfterNanos) {
        /**
         * @param before of this process's clock, before the database's was asked
         * @param after when its answer was there
         * @param ahead the instant, seen from that answer
         */
        static SendWindow of(long before, long after, Duration ahead) {
            return new SendWindow(
                    after, after + ahead.toNanos(), before + ahead.plus(Pace.LATEST).toNanos());
        }

        Duration length() {
            return Duration.ofNanos(notAfterNanos - notBeforeNanos);
        }

        /** By both readings, each of which is true; by the later one where clocks moved. */
        SendWindow and(SendWindow later) {
            var both =
                    new SendWindow(
                            readNanos,
                            Math.min(notBeforeNanos, later.notBeforeNanos),
                            Math.max(notAfterNanos, later.notAfterNanos));
            return both.length().compareTo(Pace.LATEST) > 0 ? later : both;
        }

        /** How long to wait before sending; zero when the turn has come. */
        public Duration untilOpen() {
            return Duration.ofNanos(Math.max(0, notBeforeNanos - System.nanoTime()));
        }

        /** Now is neither too early nor too late. */
        public boolean open() {
            long now = System.nanoTime();
            return now - notBeforeNanos >= 0 && now - notAfterNanos <= 0;
        }
    }
}
