package io.carillon.dev.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;

import io.carillon.workflows.WorkflowData;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.temporal.api.command.v1.Command;
import io.temporal.api.command.v1.ContinueAsNewWorkflowExecutionCommandAttributes;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A mark that the product does not say any more would aim at nothing, in silence. */
class MarkTest {
    private static final List<Path> SOURCES =
            List.of(Path.of("../activities/src/main/java"), Path.of("../api/src/main/java"));

    @ParameterizedTest
    @EnumSource(Mark.class)
    void standsInTheProductsSourcesOnce(Mark mark) throws IOException {
        String text =
                switch (mark) {
                    case CALLBACK -> "\"/callbacks/{carrier}/{token}\"";
                    // Each carrier's own, ours, and the protocol's.
                    case REQUEST, ANSWER, DELIVERY, CONTINUED -> "";
                    default -> mark.text();
                };
        if (text.isEmpty()) {
            return;
        }

        assertThat(filesWith(text)).as(text).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "/v1/calls"       | /v1/calls                           | /v1/calls/call_1/script
                    .create(client)   | /2010-04-01/Accounts/AC1/Calls.json | /2010-04-01/Accounts/AC1/Calls/CA1.json
                    "/v2/create-call" | /v2/create-call                     | /v2/play-text
                    """)
    void aDialStandsInTheProductsSourcesOnceAndIsNoOtherRequest(
            String text, String dial, String other) throws IOException {
        assertThat(filesWith(text)).as(text).hasSize(1);
        for (Mark mark : List.of(Mark.REQUEST, Mark.ANSWER)) {
            assertThat(mark.in("POST " + dial + " HTTP/1.1\r\n")).isTrue();
            assertThat(mark.in("GET " + dial + " HTTP/1.1\r\n")).isFalse();
            assertThat(mark.in("POST " + other + " HTTP/1.1\r\n")).isFalse();
        }
    }

    @Test
    void twiliosSdkDialsWhereItIsLookedFor() {
        var sent = new ArrayList<String>();
        var client =
                new TwilioRestClient.Builder("AC1", "token")
                        .httpClient(
                                new HttpClient() {
                                    @Override
                                    public Response makeRequest(Request request) {
                                        String path = request.constructURL().getFile();
                                        sent.add(request.getMethod() + " " + path + " HTTP/1.1");
                                        return new Response("{}", 201);
                                    }
                                })
                        .build();

        Call.creator(new PhoneNumber("+1"), new PhoneNumber("+1"), new Twiml("<Response/>"))
                .create(client);

        assertThat(sent).singleElement().matches(Mark.REQUEST::in, "is a dial");
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "twilio", "ilyost"})
    void everyCarrierCallsBack(String carrier) {
        assertThat(Mark.of(carrier, Mark.When.REQUEST)).containsExactly(Mark.CALLBACK);
    }

    @Test
    void continueAsNewIsKnownByItsBytes() {
        var again =
                Command.newBuilder()
                        .setCommandType(CommandType.COMMAND_TYPE_CONTINUE_AS_NEW_WORKFLOW_EXECUTION)
                        .setContinueAsNewWorkflowExecutionCommandAttributes(
                                ContinueAsNewWorkflowExecutionCommandAttributes.newBuilder()
                                        .setWorkflowType(
                                                WorkflowType.newBuilder().setName("Reconcile"))
                                        .setTaskQueue(TaskQueue.newBuilder().setName("carillon")));

        assertThat(Mark.CONTINUED.in(sent(again))).isTrue();
        assertThat(Mark.CONTINUED.in(sent(asTheSame()))).isTrue();
        assertThat(
                        Mark.CONTINUED.in(
                                sent(
                                        Command.newBuilder()
                                                .setCommandType(
                                                        CommandType
                                                                .COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION))))
                .isFalse();
    }

    /** As the SDK sends it for a workflow that begins anew as itself. */
    private static Command.Builder asTheSame() {
        var start =
                new CampaignStart(
                        new CampaignId(new UUID(1, 2)), new OrganizationId(new UUID(3, 4)));
        return Command.newBuilder()
                .setCommandType(CommandType.COMMAND_TYPE_CONTINUE_AS_NEW_WORKFLOW_EXECUTION)
                .setContinueAsNewWorkflowExecutionCommandAttributes(
                        ContinueAsNewWorkflowExecutionCommandAttributes.newBuilder()
                                .setInput(
                                        WorkflowData.converter().toPayloads(start).orElseThrow()));
    }

    private static String sent(Command.Builder command) {
        return RespondWorkflowTaskCompletedRequest.newBuilder()
                .setTaskToken(ByteString.copyFromUtf8("token"))
                .addCommands(command)
                .setIdentity("worker")
                .build()
                .toByteString()
                .toString(StandardCharsets.ISO_8859_1);
    }

    private static List<Path> filesWith(String text) throws IOException {
        var found = new java.util.ArrayList<Path>();
        for (Path sources : SOURCES) {
            try (Stream<Path> walk = Files.walk(sources)) {
                for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    for (int at = source.indexOf(text);
                            at >= 0;
                            at = source.indexOf(text, at + 1)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }
}
