package io.carillon.activities.event;

import java.util.List;

/** The types of events there are; what an endpoint may ask for. */
public final class EventTypes {
    /** Stands for all types, those of later versions included. */
    public static final String ALL = "*";

    public static final List<String> KNOWN =
            List.of(
                    "call.initiated",
                    "call.ringing",
                    "call.answered",
                    "call.answered_by",
                    "call.digits",
                    "call.completed",
                    "call.failed",
                    "call.canceled",
                    "lead.finished",
                    "lead.imported",
                    "campaign.started",
                    "campaign.paused",
                    "campaign.resumed",
                    "campaign.completed",
                    "campaign.stopped",
                    "recording.ready",
                    "transcription.complete",
                    "endpoint.disabled",
                    "account.paused",
                    "account.down",
                    "account.active");

    private EventTypes() {}
}
