package io.carillon.dev.standin.twilio;

import io.carillon.dev.standin.Answer;
import io.carillon.dev.standin.DialLog;
import io.carillon.dev.standin.Knobs;
import io.carillon.dev.standin.LocalServer;
import io.carillon.dev.standin.Request;

import java.util.List;

/** What each path answers; everything but the knobs needs the account's credentials. */
final class TwilioRoutes implements LocalServer.Handler {
    private final TwilioCarrier carrier;
    private final Knobs knobs;
    private final CallRoutes calls;
    private final RecordingRoutes recordings;
    private final AccountRoutes account;

    TwilioRoutes(TwilioCarrier carrier, DialLog log, Knobs knobs) {
        this.carrier = carrier;
        this.knobs = knobs;
        this.calls = new CallRoutes(carrier, log);
        this.recordings = new RecordingRoutes(carrier);
        this.account = new AccountRoutes(carrier);
    }

    @Override
    public Answer answer(Request request) {
        if (request.path().startsWith(Knobs.ROOT)) {
            return knobs.answer(request);
        }
        try {
            return api(request);
        } catch (Refusal no) {
            return no.answer();
        }
    }

    private Answer api(Request request) {
        String authorization = request.header("authorization");
        List<String> path = request.segments();
        String sid = carrier.credentials.sid();
        boolean ours = path.size() > 2 && bare(path.get(2)).equals(sid);
        if (authorization == null || !carrier.credentials.match(authorization) || !ours) {
            throw TwilioError.AUTHENTICATE.refuse("");
        }
        if (!path.get(0).equals(CallRecord.API_VERSION) || !path.get(1).equals("Accounts")) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        return switch (path.size()) {
            case 3 -> one(request, request.method() + " " + ending(path.get(2)));
            case 4 -> resource(request, request.method() + " " + path.get(3));
            case 5 -> item(request, path.get(3), path.get(4));
            case 6 -> ofCall(request, path.get(4), path.get(5));
            case 7 -> recordings.one(request, path.get(4), bare(path.get(6)));
            default -> throw TwilioError.NOT_FOUND.refuse(request.path());
        };
    }

    private static String bare(String segment) {
        int dot = segment.indexOf('.');
        return dot < 0 ? segment : segment.substring(0, dot);
    }

    private static String ending(String segment) {
        int dot = segment.indexOf('.');
        return dot < 0 ? "" : segment.substring(dot);
    }

    private Answer one(Request request, String what) {
        if (!what.equals("GET .json")) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        return account.account();
    }

    private Answer resource(Request request, String what) {
        return switch (what) {
            case "POST Calls.json" -> calls.create(request);
            case "GET Calls.json" -> calls.list(request);
            case "GET Recordings.json" -> recordings.list(request);
            case "GET IncomingPhoneNumbers.json" -> account.incoming(request);
            case "GET OutgoingCallerIds.json" -> account.outgoing(request);
            case "GET Balance.json" -> account.balance();
            default -> throw TwilioError.NOT_FOUND.refuse(request.path());
        };
    }

    private Answer item(Request request, String resource, String named) {
        boolean json = ending(named).equals(".json");
        String sid = bare(named);
        return switch (request.method() + " " + resource) {
            case "GET Calls" -> calls.fetch(request, sid);
            case "POST Calls" -> calls.update(request, sid);
            case "GET Recordings", "DELETE Recordings" ->
                    json ? recordings.one(request, null, sid) : recordings.media(request, sid);
            default -> throw TwilioError.NOT_FOUND.refuse(request.path());
        };
    }

    private Answer ofCall(Request request, String callSid, String resource) {
        if (!(request.method() + " " + resource).equals("GET Recordings.json")
                || carrier.calls.find(callSid) == null) {
            throw TwilioError.NOT_FOUND.refuse(request.path());
        }
        return recordings.ofCall(request, callSid);
    }
}
