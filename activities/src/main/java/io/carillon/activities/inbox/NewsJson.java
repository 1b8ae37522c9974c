package io.carillon.activities.inbox;

import io.carillon.activities.carrier.CarrierEvent;
import io.carillon.workflows.call.CarrierNews;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

/** How inbox rows hold what was told, and what is to be told. */
final class NewsJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NewsJson() {}

    /** A carrier's words may hold a NUL, which the database refuses. */
    static String event(CarrierEvent event) {
        return JSON.writeValueAsString(event).replace("\\u0000", "\uFFFD");
    }

    static CarrierEvent event(String json) {
        return JSON.readValue(json, CarrierEvent.class);
    }

    static @Nullable String news(@Nullable CarrierNews news) {
        return news == null ? null : JSON.writerFor(CarrierNews.class).writeValueAsString(news);
    }

    static @Nullable CarrierNews news(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, CarrierNews.class);
    }

    static String any(Object value) {
        return JSON.writeValueAsString(value);
    }

    static String kind(CarrierEvent.What what) {
        return switch (what) {
            case CarrierEvent.Queued queued -> "queued";
            case CarrierEvent.Ringing ringing -> "ringing";
            case CarrierEvent.Answered answered -> "answered";
            case CarrierEvent.Verdict verdict -> "verdict";
            case CarrierEvent.StepBegun begun -> "step_begun";
            case CarrierEvent.Gathered gathered -> "gathered";
            case CarrierEvent.WrongKey wrong -> "wrong_key";
            case CarrierEvent.ScriptEnded ended -> "script_ended";
            case CarrierEvent.Spoken spoken -> "spoken";
            case CarrierEvent.Transferred transferred -> "transferred";
            case CarrierEvent.Recorded recorded -> "recorded";
            case CarrierEvent.Ended ended -> "ended";
            case CarrierEvent.Unrecognised unrecognised -> "unrecognised";
        };
    }
}
