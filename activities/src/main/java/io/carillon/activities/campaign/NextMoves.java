package io.carillon.activities.campaign;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignStatus;
import io.carillon.workflows.campaign.NextMove;
import io.carillon.workflows.campaign.NextMove.Kind;
import io.carillon.workflows.lead.LeadOutcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a campaign does next, by its row and its leads; it also takes the steps that time alone
 * decides: activation, expiry, completion. Repeating it changes nothing more.
 */
public final class NextMoves {
    /** A wake comes with every change that matters; this only bounds what a lost one costs. */
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);

    /** While calls are live their ends wake the campaign; a lost wake costs this. */
    private static final Duration WHILE_CALLS_ARE_LIVE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final CampaignRows rows;
    private final CampaignEvents events;
    private final PendingLeads pendingLeads;

    NextMoves(
            Transactions transactions,
            CampaignRows rows,
            CampaignEvents events,
            PendingLeads pendingLeads) {
        this.transactions = transactions;
        this.rows = rows;
        this.events = events;
        this.pendingLeads = pendingLeads;
    }

    public NextMove of(CampaignStart start) {
        NextMove move = look(start);
        while (move.kind() == Kind.SLEEP && move.sleep() != null && move.sleep().isNegative()) {
            move = look(start);
        }
        return move;
    }

    private NextMove look(CampaignStart start) {
        return transactions.system(
                () -> {
                    CampaignRow row =
                            rows.read(start.organization(), start.campaign()).orElse(null);
                    if (row == null) {
                        return over("the campaign is gone");
                    }
                    return switch (row.status()) {
                        case DRAFT -> sleep(UNTIL_WOKEN, "not started yet");
                        case PAUSED -> paused(row);
                        case SCHEDULED -> scheduled(row);
                        case ACTIVE -> active(row);
                        case STOPPED -> stopped(row);
                        case COMPLETED -> over("completed");
                    };
                });
    }

    private NextMove paused(CampaignRow row) {
        // A campaign whose end passes while paused is over too: its leads will never be called.
        return ended(row)
                ? expire(row)
                : sleep(until(row.now(), row.endsAt(), UNTIL_WOKEN), "paused");
    }

    private NextMove scheduled(CampaignRow row) {
        Instant startsAt = row.startsAt();
        if (startsAt != null && startsAt.isAfter(row.now())) {
            return sleep(Duration.between(row.now(), startsAt), "starts at " + startsAt);
        }
        return rows.lock(row.organization(), row.id())
                .filter(locked -> locked.status() == CampaignStatus.SCHEDULED)
                .map(
                        locked -> {
                            rows.switchTo(locked.id(), CampaignStatus.ACTIVE, null);
                            events.happened(locked, "campaign.started", null);
                            return again("started");
                        })
                .orElseGet(() -> again("looking again"));
    }

    private NextMove active(CampaignRow row) {
        if (ended(row)) {
            return expire(row);
        }
        Optional<Instant> due = rows.nextDue(row.id());
        if (due.isPresent() && !due.get().isAfter(row.now())) {
            return new NextMove(Kind.DISPATCH, null, "dialing");
        }
        if (rows.anyInCall(row.id())) {
            return sleep(
                    until(row.now(), due.orElse(null), WHILE_CALLS_ARE_LIVE),
                    due.map(at -> "calls are live; the next lead is due at " + at)
                            .orElse("the last calls are live"));
        }
        if (due.isPresent()) {
            return sleep(
                    until(row.now(), earlier(due.get(), row.endsAt()), UNTIL_WOKEN),
                    "the next lead is due at " + due.get());
        }
        if (rows.anyPending(row.id())) {
            return sleep(
                    until(row.now(), row.endsAt(), UNTIL_WOKEN), "every lead waits for someone");
        }
        if (row.direct() || row.keepOpen()) {
            return sleep(until(row.now(), row.endsAt(), UNTIL_WOKEN), "open for new leads");
        }
        if (rows.importing(row.organization(), row.id())) {
            return sleep(WHILE_CALLS_ARE_LIVE, "a lead file is being read");
        }
        return complete(row, "every lead is done");
    }

    private NextMove stopped(CampaignRow row) {
        if (pendingLeads.end(row.organization(), row.id(), LeadOutcome.CANCELED, "campaign_stopped")
                > 0) {
            return again("canceling leads");
        }
        return rows.anyInCall(row.id())
                ? sleep(WHILE_CALLS_ARE_LIVE, "stopped; live calls finish")
                : over("stopped");
    }

    private NextMove expire(CampaignRow row) {
        if (pendingLeads.end(row.organization(), row.id(), LeadOutcome.EXPIRED, "campaign_ended")
                > 0) {
            return again("expiring leads");
        }
        return rows.anyInCall(row.id())
                ? sleep(WHILE_CALLS_ARE_LIVE, "its end has passed; live calls finish")
                : complete(row, "its end has passed");
    }

    private NextMove complete(CampaignRow row, String because) {
        return rows.lock(row.organization(), row.id())
                .filter(locked -> locked.status() == row.status())
                .filter(locked -> !rows.anyPending(locked.id()) && !rows.anyInCall(locked.id()))
                .map(
                        locked -> {
                            rows.switchTo(locked.id(), CampaignStatus.COMPLETED, null);
                            events.happened(locked, "campaign.completed", null);
                            return over("completed: " + because);
                        })
                .orElseGet(() -> again("looking again"));
    }

    private static boolean ended(CampaignRow row) {
        return row.endsAt() != null && !row.endsAt().isAfter(row.now());
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    private static Duration until(Instant now, @Nullable Instant at, Duration atMost) {
        if (at == null) {
            return atMost;
        }
        Duration wait = Duration.between(now, at);
        return wait.compareTo(atMost) > 0 ? atMost : wait.isNegative() ? Duration.ZERO : wait;
    }

    private static NextMove sleep(Duration sleep, String because) {
        return new NextMove(Kind.SLEEP, sleep, because);
    }

    /** Marks "look once more"; never leaves this class. */
    private static NextMove again(String because) {
        return new NextMove(Kind.SLEEP, Duration.ofMillis(-1), because);
    }

    private static NextMove over(String because) {
        return new NextMove(Kind.OVER, null, because);
    }
}
