package io.carillon.activities.event;

import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

/**
 * An event with what readers filter by, for fanning out to many of them.
 *
 * @param campaign null: it belongs to none
 * @param call null: it is about none
 */
public record RecentEvent(StoredEvent event, @Nullable CampaignId campaign, @Nullable CallId call) {
    /** False for every reader of another organization. */
    public boolean isFor(OrganizationId organization, EventStore.Filter filter) {
        return event.organization().equals(organization)
                && (filter.type() == null || filter.type().equals(event.type()))
                && (filter.campaign() == null || filter.campaign().equals(campaign))
                && (filter.call() == null || filter.call().equals(call))
                && (filter.since() == null || !event.at().isBefore(filter.since()));
    }
}
