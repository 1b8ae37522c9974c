package io.carillon.api.webhook;

import io.carillon.activities.event.EventBody;
import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.EventTypes;
import io.carillon.activities.event.StoredEvent;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The events of the last 30 days, in commit order. */
@RestController
@RequestMapping("/api/v1/events")
final class EventController {
    private final EventStore events;

    EventController(EventStore events) {
        this.events = events;
    }

    /**
     * Oldest first. Reading on behind {@code next}, or behind the id of the last event seen ({@code
     * after=evt_…}), skips none.
     *
     * @param since only those that happened at or after this instant
     */
    @GetMapping
    @Scope({"webhooks:read", "webhooks:write", "calls:read"})
    Page<EventBody> list(
            OrganizationId organization,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaign,
            @RequestParam(name = "call_id", required = false) @Nullable CallId call,
            @RequestParam(required = false) @Nullable String since,
            Paging paging) {
        if (type != null && !EventTypes.KNOWN.contains(type)) {
            throw ApiProblem.invalid(
                    "query:type",
                    "NOT_ONE_OF",
                    "is not one of " + String.join(", ", EventTypes.KNOWN));
        }
        var filter = new EventStore.Filter(type, campaign, call, instant(since));
        return Page.of(
                        events.list(
                                organization, filter, after(organization, paging), paging.fetch()),
                        paging,
                        StoredEvent::position)
                .map(EventBody::of);
    }

    private long after(OrganizationId organization, Paging paging) {
        String after = paging.after();
        if (after == null || !after.startsWith(EventId.PREFIX + "_")) {
            return paging.afterPosition();
        }
        try {
            return events.position(organization, EventId.parse(after))
                    .orElseThrow(EventController::unknownEvent);
        } catch (IllegalArgumentException noId) {
            throw unknownEvent();
        }
    }

    private static ApiProblem unknownEvent() {
        return ApiProblem.malformed(
                "query:after", "CURSOR_INVALID", "is no event of the last 30 days");
    }

    private static @Nullable Instant instant(@Nullable String since) {
        if (since == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(since).toInstant();
        } catch (DateTimeException unreadable) {
            throw ApiProblem.malformed(
                    "query:since", "WRONG_TYPE", "is not a time like 2026-11-23T09:00:00Z");
        }
    }
}
