package io.carillon.activities.upkeep;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.event.EventStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What grows old: holidays of next year are looked up, events and files nobody needs go. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    // A page is 2,000 events: 20,000 in half a minute go faster than they come.
    private static final int EXPIRED_PAGES_AT_ONCE = 10;

    private final CampaignControl campaigns;
    private final EventStore events;
    private final Blobs blobs;

    Housekeeping(CampaignControl campaigns, EventStore events, Blobs blobs) {
        this.campaigns = campaigns;
        this.events = events;
        this.blobs = blobs;
    }

    void keep() {
        campaigns.renewHolidays();
        forgetEvents();
        forgetFiles();
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
}
