package io.carillon.dev.standin.twilio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields every request of Twilio's about a call has: twilio.com/docs/voice/twiml, "Request
 * parameters". The geographic ones (ToCity and so on) are left out: they are sent only when known.
 */
final class CallFields {
    private CallFields() {}

    static Map<String, String> of(CallRecord call) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("CallSid", call.sid);
        fields.put("AccountSid", call.accountSid);
        fields.put("From", call.from);
        fields.put("To", call.to);
        fields.put("Caller", call.from);
        fields.put("Called", call.to);
        fields.put("CallStatus", call.status());
        fields.put("ApiVersion", CallRecord.API_VERSION);
        fields.put("Direction", call.direction);
        return fields;
    }
}
