package io.carillon.activities.callerid;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.SecureRandom;

/**
 * What a code call says. The code is told to a person who asks to hear it, so that no voicemail
 * keeps it; who answers hears who calls and how never to be called again, as on every call.
 */
final class CodeFlow {
    /** The name under which the call's context has the code. */
    static final String CODE = "code";

    static final JsonNode DOCUMENT =
            JsonMapper.shared()
                    .readTree(
                            """
                            {"name":"caller id code","start":"greet","steps":{
                              "greet":{"gather":{"say":"This is {{caller_name|your telephone service}}. Somebody wants to show this number when they call. Press 1 to hear the code that allows it. Press 9 never to be called again.",
                                  "max_digits":1,"valid_digits":"19","tries":2},
                                "on":{"1":"tell","9":"stop"},"on_no_input":"bye"},
                              "tell":{"say":"The code is {{code}}. Once more: {{code}}. Give it only to those who may show your number.","next":"bye"},
                              "stop":{"opt_out":true,"say":"You will not be called again.","next":"bye"},
                              "bye":{"hang_up":true}}}
                            """);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CODES = 1_000_000;

    private CodeFlow() {}

    /** Six digits, as they are spoken: {@code 4, 0, 7, 1, 1, 9}. */
    static String spoken() {
        return String.join(", ", "%06d".formatted(RANDOM.nextInt(CODES)).split(""));
    }

    /** What of it is compared: its digits. */
    static String digits(String code) {
        return code.replaceAll("\\D", "");
    }
}
