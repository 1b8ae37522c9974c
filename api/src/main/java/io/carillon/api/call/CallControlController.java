package io.carillon.api.call;

import io.carillon.activities.call.CallControl;
import io.carillon.activities.call.Calls;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.CommitsItself;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an operator does to one call. Each answers with the call once the carrier has taken the
 * order; what comes of it follows as events.
 */
@RestController
@RequestMapping("/api/v1/calls/{id}")
@Scope("calls:control")
public final class CallControlController {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_WORD = 100;
    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-Dw]{1,64}");

    private final CallControl control;
    private final Calls calls;

    public CallControlController(CallControl control, Calls calls) {
        this.control = control;
        this.calls = calls;
    }

    @PostMapping("/cancel")
    @CommitsItself
    Map<String, @Nullable Object> cancel(OrganizationId organization, @PathVariable CallId id) {
        return after(organization, id, () -> control.cancel(organization, id));
    }

    @PostMapping("/hangup")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> hangUp(OrganizationId organization, @PathVariable CallId id) {
        return after(organization, id, () -> control.hangUp(organization, id));
    }

    @PostMapping("/say")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> say(
            OrganizationId organization, @PathVariable CallId id, @RequestBody JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        String text = reader.requiredText("text", LONGEST_TEXT);
        String voice = reader.text("voice", LONGEST_WORD);
        String language = reader.text("language", LONGEST_WORD);
        reader.end();
        return after(organization, id, () -> control.say(organization, id, text, voice, language));
    }

    @PostMapping("/play")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> play(
            OrganizationId organization, @PathVariable CallId id, @RequestBody JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        String written = reader.requiredText("audio", LONGEST_WORD);
        BlobId audio = blob(reader, written);
        reader.end();
        BlobId known = Objects.requireNonNull(audio);
        return after(organization, id, () -> control.play(organization, id, known));
    }

    private static @Nullable BlobId blob(JsonReader reader, String written) {
        try {
            return written.isEmpty() ? null : BlobId.parse(written);
        } catch (IllegalArgumentException noId) {
            reader.refuse("audio", "AUDIO_NOT_FOUND", "there is no such audio");
            return null;
        }
    }

    @PostMapping("/transfer")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> transfer(
            OrganizationId organization, @PathVariable CallId id, @RequestBody JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        reader.required("to");
        PhoneNumber to = reader.phone("to");
        Duration timeout = reader.duration("timeout", Duration.ofSeconds(5), Duration.ofMinutes(2));
        reader.end();
        PhoneNumber known = Objects.requireNonNull(to);
        Duration patience = timeout == null ? Duration.ofSeconds(30) : timeout;
        return after(organization, id, () -> control.transfer(organization, id, known, patience));
    }

    @PostMapping("/hold")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> hold(OrganizationId organization, @PathVariable CallId id) {
        return after(organization, id, () -> control.hold(organization, id, true));
    }

    @PostMapping("/unhold")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> unhold(OrganizationId organization, @PathVariable CallId id) {
        return after(organization, id, () -> control.hold(organization, id, false));
    }

    @PostMapping("/digits")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @CommitsItself
    Map<String, @Nullable Object> digits(
            OrganizationId organization, @PathVariable CallId id, @RequestBody JsonNode body) {
        JsonReader reader = JsonReader.of(body);
        String digits = reader.requiredText("digits", 64);
        if (!digits.isEmpty() && !DIGITS.matcher(digits).matches()) {
            reader.refuse("digits", "BAD_DIGITS", "is not 1 to 64 of 0-9 * # A-D w");
        }
        reader.end();
        return after(organization, id, () -> control.digits(organization, id, digits));
    }

    private Map<String, @Nullable Object> after(
            OrganizationId organization, CallId id, Runnable order) {
        if (calls.find(organization, id).isEmpty()) {
            throw ApiProblem.notFound("call");
        }
        order.run();
        return calls.find(organization, id)
                .map(CallJson::of)
                .orElseThrow(() -> ApiProblem.notFound("call"));
    }
}
