package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.Request;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The account itself, its balance, and the numbers it owns or has proved to own. */
final class AccountRoutes {
    private final TwilioCarrier carrier;
    private final Instant created;

    AccountRoutes(TwilioCarrier carrier) {
        this.carrier = carrier;
        this.created = carrier.time.wall();
    }

    Answer account() {
        Map<String, @Nullable Object> account = new LinkedHashMap<>();
        account.put("sid", sid());
        account.put("owner_account_sid", sid());
        account.put("friendly_name", "Stand-in");
        account.put("status", carrier.account().refusesAll() == null ? "active" : "suspended");
        account.put("type", "Full");
        account.put("date_created", Dates.written(created));
        account.put("date_updated", Dates.written(created));
        account.put("uri", root() + ".json");
        return Answer.json(200, account);
    }

    Answer balance() {
        Map<String, @Nullable Object> balance = new LinkedHashMap<>();
        balance.put("account_sid", sid());
        balance.put("balance", carrier.account().balance().toPlainString());
        balance.put("currency", "USD");
        return Answer.json(200, balance);
    }

    /** Numbers bought from Twilio; PhoneNumber asks for one. */
    Answer incoming(Request request) {
        return numbers(request, "incoming_phone_numbers", "IncomingPhoneNumbers", "PN");
    }

    /** Numbers whose owner has proved it to Twilio. */
    Answer outgoing(Request request) {
        return numbers(request, "outgoing_caller_ids", "OutgoingCallerIds", "PN");
    }

    private Answer numbers(Request request, String name, String resource, String prefix) {
        Account now = carrier.account();
        boolean bought = name.startsWith("incoming");
        String wanted = new Fields(request.query()).text("PhoneNumber");
        List<String> owned =
                (bought ? now.numbers() : now.callerIds())
                        .stream()
                                .filter(number -> wanted == null || number.contains(wanted))
                                .toList();
        return Page.of(
                request,
                name,
                owned,
                number -> Sids.of(prefix, number),
                number -> number(number, Sids.of(prefix, number), resource, bought));
    }

    private Map<String, @Nullable Object> number(
            String number, String numberSid, String resource, boolean bought) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("sid", numberSid);
        shown.put("account_sid", sid());
        shown.put("friendly_name", number);
        shown.put("phone_number", number);
        shown.put("date_created", Dates.written(created));
        shown.put("date_updated", Dates.written(created));
        shown.put("uri", root() + "/" + resource + "/" + numberSid + ".json");
        if (bought) {
            shown.put(
                    "capabilities",
                    Map.of("voice", true, "sms", false, "mms", false, "fax", false));
            shown.put("status", "in-use");
        }
        return shown;
    }

    private String sid() {
        return carrier.credentials.sid();
    }

    private String root() {
        return "/" + CallRecord.API_VERSION + "/Accounts/" + sid();
    }
}
