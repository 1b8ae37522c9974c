package io.carillon.dev;

import java.time.Duration;
import java.util.Map;

/** A cancel, and how long anything still changed behind it. */
final class CanceledImport {
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final BenchCampaign campaign;
    private final FollowedImport followed;
    private final Duration every;
    private long rowsBefore;
    private String expected = "canceled";

    CanceledImport(BenchCampaign campaign, FollowedImport followed, Duration every) {
        this.campaign = campaign;
        this.followed = followed;
        this.every = every;
    }

    /** Answers when rows and leads stood still for a while. */
    ImportTrials.Canceled cancel() throws InterruptedException {
        rowsBefore = followed.look().rowsRead();
        long asked = System.nanoTime();
        ask();
        FollowedImport.Look look = followed.awaitEnd(every);
        long shown = look.at();
        // Counting a million leads takes a while itself; what came between this look and the first
        // count would show as leads that are not among the import's sums.
        long changed = shown;
        long leads = campaign.leads();
        long counted = System.nanoTime();
        while (System.nanoTime() - Math.max(changed, counted) < QUIET.toNanos()) {
            Thread.sleep(every);
            FollowedImport.Look next = followed.look();
            long now = campaign.leads();
            if (next.rowsRead() != look.rowsRead() || now != leads) {
                changed = System.nanoTime();
            }
            look = next;
            leads = now;
        }
        return new ImportTrials.Canceled(
                Duration.ofNanos(shown - asked), Duration.ofNanos(changed - asked));
    }

    private void ask() throws InterruptedException {
        try {
            campaign.api()
                    .post("/imports/" + followed.id() + "/cancel", Map.of(), BenchCampaign.once());
        } catch (Api.Refused refused) {
            if (!refused.code().equals("IMPORT_OVER")) {
                throw refused;
            }
            expected = "completed";
        }
    }

    /** The status it must end with: a small file may be read before the cancel arrives. */
    String expected() {
        return expected;
    }

    long rowsBefore() {
        return rowsBefore;
    }
}
