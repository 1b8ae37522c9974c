package io.carillon.dev.standin.twilio;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a call, as its resource shows it. Safe for threads. */
final class CallRecord {
    static final String API_VERSION = "2010-04-01";
    private static final List<String> OVER =
            List.of("completed", "busy", "failed", "no-answer", "canceled");
    private static final Map<String, String> SUBRESOURCES =
            Map.of(
                    "notifications", "Notifications",
                    "recordings", "Recordings",
                    "payments", "Payments",
                    "events", "Events",
                    "siprec", "Siprec",
                    "streams", "Streams",
                    "transcriptions", "Transcriptions",
                    "user_defined_messages", "UserDefinedMessages",
                    "user_defined_message_subscriptions", "UserDefinedMessageSubscriptions");

    final String sid = Sids.fresh("CA");
    final String accountSid;
    final String to;
    final String from;
    final String direction;
    final Instant created;
    private final @Nullable String parent;
    private final @Nullable String numberSid;
    private String status = "queued";
    private Instant updated;
    private long queuedMillis;
    private @Nullable Instant started;
    private @Nullable Instant answered;
    private @Nullable Instant ended;
    private @Nullable String answeredBy;
    private @Nullable BigDecimal price;

    /**
     * @param parent the call that dialed this one; null: a request did
     * @param numberSid of the account's own number that is shown; null: another is
     */
    CallRecord(
            String accountSid,
            String to,
            String from,
            @Nullable String parent,
            @Nullable String numberSid,
            Instant created) {
        this.accountSid = accountSid;
        this.to = to;
        this.from = from;
        this.parent = parent;
        this.numberSid = numberSid;
        this.direction = parent == null ? "outbound-api" : "outbound-dial";
        this.created = created;
        this.updated = created;
    }

    @Nullable String parent() {
        return parent;
    }

    synchronized String status() {
        return status;
    }

    synchronized boolean over() {
        return OVER.contains(status);
    }

    synchronized @Nullable Instant started() {
        return started;
    }

    synchronized @Nullable Instant ended() {
        return ended;
    }

    synchronized @Nullable String answeredBy() {
        return answeredBy;
    }

    synchronized void queuedFor(Duration time) {
        queuedMillis = time.toMillis();
    }

    synchronized void dialed(Instant at) {
        started = at;
        updated = at;
    }

    synchronized void rings(Instant at) {
        status = "ringing";
        updated = at;
    }

    synchronized void answers(Instant at) {
        status = "in-progress";
        answered = at;
        updated = at;
    }

    synchronized void judged(String by, Instant at) {
        answeredBy = by;
        updated = at;
    }

    synchronized void ends(String how, Instant at) {
        status = how;
        ended = at;
        updated = at;
    }

    synchronized void rated(BigDecimal amount, Instant at) {
        price = amount;
        updated = at;
    }

    /** From the answer to the end, in the world's time; zero while it goes on. */
    synchronized Duration talked() {
        return answered == null || ended == null
                ? Duration.ZERO
                : Duration.between(answered, ended);
    }

    /** Whole seconds of talk; a second that was begun counts. */
    long seconds() {
        return (talked().toMillis() + 999) / 1000;
    }

    /** What is charged: minutes that were begun. */
    long minutes() {
        return (seconds() + 59) / 60;
    }

    /** Every member of the specification's {@code api.v2010.account.call}. */
    synchronized Map<String, @Nullable Object> resource() {
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put("sid", sid);
        call.put("date_created", Dates.written(created));
        call.put("date_updated", Dates.written(updated));
        call.put("parent_call_sid", parent);
        call.put("account_sid", accountSid);
        call.put("to", to);
        call.put("to_formatted", formatted(to));
        call.put("from", from);
        call.put("from_formatted", formatted(from));
        call.put("phone_number_sid", numberSid);
        call.put("status", status);
        call.put("start_time", Dates.orNull(started));
        call.put("end_time", Dates.orNull(ended));
        call.put("duration", ended == null ? null : Long.toString(seconds()));
        call.put("price", price == null ? null : price.toPlainString());
        call.put("price_unit", "USD");
        call.put("direction", direction);
        call.put("answered_by", answeredBy);
        call.put("api_version", API_VERSION);
        call.put("forwarded_from", null);
        call.put("group_sid", null);
        call.put("caller_name", null);
        call.put("queue_time", Long.toString(queuedMillis));
        call.put("trunk_sid", null);
        call.put("uri", path() + ".json");
        call.put("subresource_uris", subresources());
        return call;
    }

    private String path() {
        return "/" + API_VERSION + "/Accounts/" + accountSid + "/Calls/" + sid;
    }

    private Map<String, String> subresources() {
        Map<String, String> uris = new LinkedHashMap<>();
        SUBRESOURCES.forEach((name, part) -> uris.put(name, path() + "/" + part + ".json"));
        return uris;
    }

    /** North American numbers in their usual shape, as in the specification's examples. */
    private static String formatted(String number) {
        return number.replaceFirst("^\\+1([0-9]{3})([0-9]{3})([0-9]{4})$", "($1) $2-$3");
    }
}
