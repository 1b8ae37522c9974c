package io.carillon.activities.call;

import java.util.Map;

/** A flow with a step of every kind that has an effect, in place of the bed's one-liner. */
final class TalkingFlow {
    static final String AGENT = "+12025550111";

    private static final String FLOW =
            """
            {"name":"test","start":"hello","steps":{
              "hello":{"gather":{"say":"Hello {{first_name|there}}.","max_digits":1,"valid_digits":"12349","save_as":"choice"},
                "on":{"1":"confirm","2":"person","3":"leave","4":"later","9":"stop"},"on_no_input":"bye"},
              "confirm":{"say":"Thank you, {{choice|nobody}}.","goal":"confirmed","next":"bye"},
              "person":{"transfer":{"to":"+12025550111","timeout":"PT20S"},"on_failed":"sorry"},
              "leave":{"opt_out":true,"goal":"left","next":"person"},
              "later":{"call_back":{"after":"PT2H"},"say":"Until then.","next":"bye"},
              "sorry":{"say":"Nobody is free.","next":"bye"},
              "stop":{"opt_out":true,"say":"You will not be called again.","next":"bye"},
              "bye":{"hang_up":true}}}
            """;

    private TalkingFlow() {}

    static CallBed bed() {
        var bed = new CallBed();
        bed.rows.update(
                "UPDATE flow_versions SET definition = :flow::json WHERE id = :id AND organization_id = :organization",
                Map.of("flow", FLOW, "id", bed.rows.flowVersion()));
        return bed;
    }
}
