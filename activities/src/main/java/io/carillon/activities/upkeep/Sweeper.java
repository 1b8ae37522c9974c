package io.carillon.activities.upkeep;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.Outcomes;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.inbox.Telling;
import io.carillon.activities.inbox.UntoldNews;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.activities.temporal.WorkflowStarter.RunState;
import io.carillon.activities.webhook.EndpointStore;
import io.carillon.workflows.call.CallActivities;
import io.carillon.workflows.call.CallVerdict;
import io.carillon.workflows.call.CallWorkflow;
import io.carillon.workflows.call.LookUp;
import io.carillon.workflows.call.LookedUp;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.campaign.CampaignWorkflow;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.imports.ImportStart;
import io.carillon.workflows.imports.ImportWorkflow;
import io.carillon.workflows.webhook.EndpointStart;
import io.carillon.workflows.webhook.WebhookEndpointWorkflow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares rows with workflows. Rows are the truth: what a row needs and nobody does is started
 * again; what an operator ended in the Web UI is ended in the row, with the reason. Everything may
 * be repeated, and two sweeps at once do no harm.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    // Telling takes milliseconds; what was not told by then was forgotten.
    private static final Duration UNTOLD = Duration.ofSeconds(5);
    private static final int UNTOLD_AT_ONCE = 1_000;

    private static final int ENDPOINTS_AT_ONCE = 1_000;

    // A page is 2,000 events: 40,000 a minute go faster than they come.
    private static final int EXPIRED_PAGES_AT_ONCE = 20;

    private final SweepRows rows;
    private final WorkflowStarter workflows;
    private final Telling telling;
    private final CampaignControl campaigns;
    private final CallActivities calls;
    private final Outcomes outcomes;
    private final EndpointStore endpoints;
    private final EventStore events;
    private final Blobs blobs;

    Sweeper(
            SweepRows rows,
            WorkflowStarter workflows,
            Telling telling,
            CampaignControl campaigns,
            CallActivities calls,
            Outcomes outcomes,
            EndpointStore endpoints,
            EventStore events,
            Blobs blobs) {
        this.rows = rows;
        this.workflows = workflows;
        this.telling = telling;
        this.campaigns = campaigns;
        this.calls = calls;
        this.outcomes = outcomes;
        this.endpoints = endpoints;
        this.events = events;
        this.blobs = blobs;
    }

    /** One look at everything; answers what was mended, in a line. */
    public String sweep() {
        var mended = new Mended();
        each(rows.silentCalls(), call -> mendCall(call, mended));
        mendNews(mended);
        each(rows.runningCampaigns(), campaign -> mendCampaign(campaign, mended));
        each(rows.openImports(), start -> mendImport(start, mended));
        each(rows.waitingEndpoints(), endpoint -> mendEndpoint(endpoint, mended));
        each(endpoints.overdue(ENDPOINTS_AT_ONCE), endpoint -> mendSleeping(endpoint, mended));
        campaigns.renewHolidays();
        forgetEvents();
        forgetFiles();
        return mended.line();
    }

    private void mendCall(SweepRows.OpenCall open, Mended mended) {
        CallId call = open.start().call();
        if (open.givenUp()) {
            outcomes.conclude(call, CallVerdict.givenUp(lastLook(call)));
            mended.gaveUp++;
            return;
        }
        switch (workflows.state(CallWorkflow.id(call))) {
            case RUNNING -> {}
            case TERMINATED, CANCELED -> {
                // Whoever ended it before the dial did not want the dial.
                if (outcomes.cancelUndialed(call, "canceled_by_operator")) {
                    mended.canceled++;
                } else {
                    start(open, mended);
                }
            }
            case NONE, COMPLETED, FAILED -> start(open, mended);
        }
    }

    /** A new run dials what was claimed only, and ends what an earlier one dialed. */
    private void start(SweepRows.OpenCall open, Mended mended) {
        workflows.startCall(open.start());
        mended.calls++;
    }

    /** The workflow could not end it in its time; the carrier is asked once more. */
    private LookedUp lastLook(CallId call) {
        try {
            calls.hangUp(call);
            return calls.lookUp(call);
        } catch (RuntimeException silent) {
            return new LookedUp(new LookUp.Unknowable(), rows.known(call));
        }
    }

    /** Calls at once, the news of one call in its order. */
    private void mendNews(Mended mended) {
        List<UntoldNews> untold = telling.untold(UNTOLD, UNTOLD_AT_ONCE);
        untold.stream()
                .collect(Collectors.groupingBy(UntoldNews::call))
                .values()
                .forEach(telling::tell);
        mended.news = untold.size();
    }

    /** A campaign that was ended in the Web UI is paused: it was somebody's will that it stops. */
    private void mendCampaign(SweepRows.RunningCampaign running, Mended mended) {
        CampaignStart start = running.start();
        switch (workflows.state(CampaignWorkflow.id(start.campaign()))) {
            case RUNNING -> {}
            case TERMINATED -> pause(running, "its workflow was terminated", mended);
            case CANCELED -> pause(running, "its workflow was canceled", mended);
            case FAILED -> pause(running, "its workflow failed", mended);
            case NONE, COMPLETED -> wake(start, mended);
        }
    }

    /** Single calls cannot be paused: theirs goes on. */
    private void pause(SweepRows.RunningCampaign running, String reason, Mended mended) {
        CampaignStart start = running.start();
        if (running.direct()) {
            wake(start, mended);
            return;
        }
        campaigns.pause(start.organization(), start.campaign(), reason);
        mended.paused++;
    }

    private void wake(CampaignStart start, Mended mended) {
        workflows.wakeCampaign(start);
        mended.campaigns++;
    }

    private void mendImport(ImportStart start, Mended mended) {
        if (workflows.state(ImportWorkflow.id(start.importId())) != RunState.RUNNING) {
            workflows.startImport(start);
            mended.imports++;
        }
    }

    private void mendEndpoint(EndpointStart start, Mended mended) {
        if (workflows.state(WebhookEndpointWorkflow.id(start.endpoint())) != RunState.RUNNING) {
            workflows.wakeEndpoint(start);
            mended.endpoints++;
        }
    }

    /** It runs and sleeps although there is something to send: a wake was lost. */
    private void mendSleeping(EndpointStart start, Mended mended) {
        workflows.wakeEndpoint(start);
        mended.endpoints++;
    }

    private void forgetEvents() {
        int pages = 0;
        while (events.removeExpired() > 0 && ++pages < EXPIRED_PAGES_AT_ONCE) {
            LOG.atDebug().addKeyValue("page", pages).log("events.forgotten");
        }
    }

    private void forgetFiles() {
        int files = blobs.removeRead();
        LOG.atDebug().addKeyValue("files", files).log("files.forgotten");
    }

    /** One that cannot be mended now leaves the others alone. */
    private static <T> void each(List<T> all, Consumer<T> mend) {
        for (T one : all) {
            try {
                mend.accept(one);
            } catch (RuntimeException failed) {
                LOG.atWarn()
                        .addKeyValue("subject", one)
                        .addKeyValue("cause", failed.toString())
                        .log("sweep.left_for_next");
            }
        }
    }

    private static final class Mended {
        private int calls;
        private int canceled;
        private int gaveUp;
        private int news;
        private int campaigns;
        private int paused;
        private int imports;
        private int endpoints;

        String line() {
            String line =
                    "started calls %d, canceled %d, given up %d; told news %d; woke campaigns %d, paused %d; started imports %d, endpoints %d"
                            .formatted(
                                    calls, canceled, gaveUp, news, campaigns, paused, imports,
                                    endpoints);
            if (calls + canceled + gaveUp + news + campaigns + paused + imports + endpoints > 0) {
                LOG.atInfo().addKeyValue("mended", line).log("sweep.mended");
            }
            return line;
        }
    }
}
