package io.carillon.api.stream;

import io.carillon.activities.event.EventStore;
import io.carillon.activities.event.EventStore.Filter;
import io.carillon.activities.event.EventTypes;
import io.carillon.activities.event.StoredEvent;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.EventId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Duration;

/** Events as they happen, as server-sent events (html.spec.whatwg.org, section 9.2). */
@RestController
final class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

    private final EventStore events;
    private final EventTail tail;
    private final OpenStreams open;

    StreamController(EventStore events, EventTail tail, OpenStreams open) {
        this.events = events;
        this.tail = tail;
        this.open = open;
    }

    /**
     * Each block has the event's id, its type as {@code event}, and its body as {@code data}, in
     * commit order. With {@code Last-Event-ID} it goes on behind that event and skips none; without
     * it begins with what happens from now on.
     */
    @GetMapping("/api/v1/stream")
    @Scope({"webhooks:read", "webhooks:write", "calls:read"})
    void stream(
            OrganizationId organization,
            @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaign,
            @RequestParam(name = "call_id", required = false) @Nullable CallId call,
            @RequestParam(required = false) @Nullable String type,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastId,
            HttpServletResponse response)
            throws InterruptedException {
        if (type != null && !EventTypes.KNOWN.contains(type)) {
            throw ApiProblem.invalid(
                    "query:type",
                    "NOT_ONE_OF",
                    "is not one of " + String.join(", ", EventTypes.KNOWN));
        }
        StoredEvent newest = events.newest(organization).orElse(null);
        long present = newest == null ? 0 : newest.position();
        String resumed = lastId == null || lastId.isBlank() ? null : lastId.strip();
        long cursor = resumed == null ? present : position(organization, resumed);
        if (!open.enter(organization)) {
            throw ApiProblem.tooMany(Duration.ofSeconds(10));
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            new EventStream(
                            tail,
                            organization,
                            new Filter(type, campaign, call, null),
                            response.getOutputStream(),
                            EventStream.HEARTBEAT,
                            cursor)
                    .run(resumed == null ? newest : null);
        } catch (IOException gone) {
            LOG.atDebug().log("stream.reader_left");
        } catch (RuntimeException failed) {
            if (!response.isCommitted()) {
                throw failed;
            }
            // The reader comes again with its last id; nothing more can be said in this answer.
            LOG.atWarn().setCause(failed).log("stream.broken_off");
        } finally {
            open.leave(organization);
        }
    }

    private long position(OrganizationId organization, String lastId) {
        try {
            return events.position(organization, EventId.parse(lastId))
                    .orElseThrow(StreamController::unknown);
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
    }

    /** Going on from elsewhere would skip events in silence. */
    private static ApiProblem unknown() {
        return ApiProblem.invalid(
                "header:Last-Event-ID",
                "EVENT_UNKNOWN",
                "is no event of the last 30 days; connect without it and list what was missed");
    }
}
