package io.carillon.api.testing;

import io.carillon.api.testing.ApiClient.Answer;

/** Organizations made the way an operator makes them, and what they need to run a campaign. */
public final class Tenants {
    public static final String CALLER_ID = "+12025550100";

    public static final String FLOW =
            """
            {"name":"short","start":"greet","steps":{
              "greet":{"say":"Hello.","next":"bye"},
              "bye":{"hang_up":true}}}
            """;

    private Tenants() {}

    /** A client with the organization's first admin key. */
    public static ApiClient make(ApiServer server, String name) {
        Answer made = server.operator().post("/organizations", "{\"name\":\"" + name + "\"}");
        if (made.status() != 201) {
            throw new IllegalStateException(made.toString());
        }
        return server.as(made.at("/key/key"));
    }

    /** As {@link #make}, with a verified caller id. */
    public static ApiClient ready(ApiServer server, String name) {
        ApiClient client = make(server, name);
        client.post("/caller-ids", "{\"number\":\"" + CALLER_ID + "\"}");
        return client;
    }

    /** The least a campaign needs, with these members more. */
    public static String campaign(String more) {
        return "{\"name\":\"c\",\"flow\":"
                + FLOW
                + ",\"caller_ids\":[\""
                + CALLER_ID
                + "\"]"
                + (more.isEmpty() ? "" : "," + more)
                + "}";
    }
}
