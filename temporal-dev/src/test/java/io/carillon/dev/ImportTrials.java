package io.carillon.dev;

import io.carillon.activities.leadfile.MessyLeads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What lead files must withstand on a running stack; each is one campaign's story. */
final class ImportTrials {
    private static final List<Double> QUARTERS = List.of(0.25, 0.5, 0.75);

    private final RunningStack stack;
    private final Api api;
    private final Path folder;
    private final Findings findings;
    private final Duration every;

    ImportTrials(RunningStack stack, Path folder, Findings findings, Duration every)
            throws IOException {
        this.stack = stack;
        this.api = stack.api();
        this.folder = folder;
        this.findings = findings;
        this.every = every;
    }

    Path write(MessyLeads leads) throws IOException {
        Path file = folder.resolve("messy-" + leads.sums().rows() + ".csv");
        leads.write(file);
        findings.say("file: %s, %d MB", leads.sums(), Files.size(file) >> 20);
        return file;
    }

    /** Imports the file, killing its reader at these rows; its sums are the file's all the same. */
    BenchCampaign killed(MessyLeads leads, Path file, List<Long> places)
            throws IOException, InterruptedException {
        BenchCampaign campaign = BenchCampaign.make(api, "killed");
        int deathsBefore = stack.deaths();
        long began = System.nanoTime();
        FollowedImport followed = campaign.upload(file, findings);
        long uploaded = System.nanoTime();
        var trial = new KilledImport(followed, new ImportReaders(stack), findings, every);
        FollowedImport.Look last = trial.toTheEnd(places);
        findings.say(
                "import: %s, %s; upload %.1f s, reading %.1f s (%.1f s of it stood still), %,d looks",
                last.status(),
                last.sums(),
                (uploaded - began) / 1e9,
                (last.at() - uploaded) / 1e9,
                Findings.seconds(trial.stoodStill()),
                followed.looks());
        timeLeft(followed, last);
        MessyLeads.Sums sums = leads.sums();
        expect(
                last,
                "completed",
                new ImportSums(sums.rows(), sums.fresh(), 0, sums.twice(), 0, sums.bad()));
        leads(campaign, sums.fresh());
        int deaths = stack.deaths() - deathsBefore;
        findings.hold(
                deaths == trial.kills(),
                "%d processes ended, %d were killed",
                deaths,
                trial.kills());
        return campaign;
    }

    private void timeLeft(FollowedImport followed, FollowedImport.Look last) {
        for (double part : QUARTERS) {
            followed.firstAt(part)
                    .ifPresent(
                            look -> {
                                double said = look.secondsLeft() == null ? 0 : look.secondsLeft();
                                double took = (last.at() - look.at()) / 1e9;
                                findings.say(
                                        "time left at %.0f %%: said %.0f s, took %.1f s, error %+.1f s",
                                        part * 100, said, took, said - took);
                            });
        }
    }

    /** The same file again imports nothing. */
    void again(BenchCampaign campaign, MessyLeads leads, Path file) throws InterruptedException {
        long began = System.nanoTime();
        FollowedImport.Look last = campaign.upload(file, findings).awaitEnd(every);
        MessyLeads.Sums sums = leads.sums();
        findings.say(
                "same file again: %s, %s; %.1f s",
                last.status(), last.sums(), (last.at() - began) / 1e9);
        expect(
                last,
                "completed",
                new ImportSums(sums.rows(), 0, 0, sums.fresh() + sums.twice(), 0, sums.bad()));
        leads(campaign, sums.fresh());
    }

    /** How long a cancel took to show, and to be final. */
    record Canceled(Duration shown, Duration settled) {}

    /** Cancels at this many rows read, then takes the leads out again. */
    Canceled canceled(Path file, long place) throws IOException, InterruptedException {
        BenchCampaign campaign = BenchCampaign.make(api, "canceled");
        FollowedImport followed = campaign.upload(file, findings);
        followed.await(place, every);
        var cancel = new CanceledImport(campaign, followed, every);
        Canceled took = cancel.cancel();
        FollowedImport.Look last = followed.look();
        findings.say(
                "cancel at %,d rows read: %s after %.2f s, nothing changed after %.2f s, %s",
                cancel.rowsBefore(),
                last.status(),
                Findings.seconds(took.shown()),
                Findings.seconds(took.settled()),
                last.sums());
        expect(last, cancel.expected(), last.sums());
        leads(campaign, last.sums().imported());
        long began = System.nanoTime();
        api.post("/imports/" + followed.id() + "/undo", Map.of(), BenchCampaign.once());
        findings.say("undo: %.1f s", (System.nanoTime() - began) / 1e9);
        leads(campaign, 0);
        return took;
    }

    /** Two uploads of one file at once: each person one lead. */
    void atOnce(MessyLeads leads, Path file) throws IOException, InterruptedException {
        BenchCampaign campaign = BenchCampaign.make(api, "at once");
        long began = System.nanoTime();
        CompletableFuture<FollowedImport> other =
                CompletableFuture.supplyAsync(() -> upload(campaign, file));
        FollowedImport.Look one = upload(campaign, file).awaitEnd(every);
        FollowedImport.Look two = other.join().awaitEnd(every);
        ImportSums both = one.sums().plus(two.sums());
        findings.say(
                "two at once: %s and %s, together %s; %.1f s",
                one.status(), two.status(), both, (System.nanoTime() - began) / 1e9);
        MessyLeads.Sums sums = leads.sums();
        expect(one, "completed", one.sums());
        expect(two, "completed", two.sums());
        findings.hold(
                both.imported() == sums.fresh()
                        && both.updated() == 0
                        && both.duplicates() == sums.fresh() + 2 * sums.twice()
                        && both.rejected() == 2 * sums.bad(),
                "two at once are %s, not twice %s",
                both,
                sums);
        leads(campaign, sums.fresh());
        everyNumberOnce(campaign, sums.fresh());
    }

    private FollowedImport upload(BenchCampaign campaign, Path file) {
        try {
            return campaign.upload(file, findings);
        } catch (InterruptedException stopped) {
            throw new CompletionException(stopped);
        }
    }

    private void everyNumberOnce(BenchCampaign campaign, long fresh)
            throws IOException, InterruptedException {
        Path results = folder.resolve("results.csv");
        api.download("/campaigns/" + campaign.id() + "/results.csv", results);
        Csv.Column phones = Csv.column(results, "phone");
        findings.hold(
                phones.rows() == fresh && phones.distinct() == fresh,
                "%d leads with %d numbers, not %d",
                phones.rows(),
                phones.distinct(),
                fresh);
    }

    private void expect(FollowedImport.Look last, String status, ImportSums sums) {
        findings.hold(
                last.status().equals(status) && last.sums().equals(sums) && last.sums().agree(),
                "the import is %s with %s, not %s with %s",
                last.status(),
                last.sums(),
                status,
                sums);
    }

    private void leads(BenchCampaign campaign, long expected) throws InterruptedException {
        long leads = campaign.leads();
        findings.hold(leads == expected, "the campaign has %d leads, not %d", leads, expected);
    }
}
