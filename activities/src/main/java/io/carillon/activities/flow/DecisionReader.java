package io.carillon.activities.flow;

import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what decides how a step goes on. */
final class DecisionReader {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** Says nothing about a number in E.164 form. */
    private static final String ANY_COUNTRY = "US";

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Members members;

    DecisionReader(Members members) {
        this.members = members;
    }

    Decision read(@Nullable String kind) {
        if (!"gather".equals(kind)) {
            for (String member : List.of("on", "on_no_input", "on_other")) {
                members.misplaced(member, "has a meaning beside gather only");
            }
        }
        if (!"transfer".equals(kind)) {
            members.misplaced("on_done", "has a meaning beside transfer only");
            if (!members.has("call_back")) {
                members.misplaced("on_failed", "has a meaning beside transfer and call_back only");
            }
        }
        return switch (kind) {
            case null -> new Decision.Next(members.text("next"));
            case "gather" -> new GatherReader(members).read();
            case "transfer" -> transfer();
            case "record" -> recording();
            case "branch" -> branch();
            case "agent" -> later();
            default -> hangUp();
        };
    }

    private Decision transfer() {
        Members transfer = members.object("transfer");
        if (transfer == null) {
            return new Decision.Next(members.text("next"));
        }
        String to = transfer.text("to");
        if (to == null && !transfer.has("to")) {
            transfer.problem("to", "REQUIRED", "transfer names no number");
        }
        if (to != null) {
            checkNumber(transfer, to);
        }
        Duration timeout =
                transfer.duration(
                        "timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30));
        transfer.refuseTheRest();
        return new Decision.Transfer(
                to == null ? "" : to,
                timeout,
                members.text("on_done"),
                members.text("on_failed"),
                members.text("next"));
    }

    /**
     * Which countries may be called is the campaign's to say; what is never dialed is known now.
     */
    private static void checkNumber(Members transfer, String to) {
        if (!E164.matcher(to).matches()) {
            transfer.problem("to", "PHONE_INVALID", "to is not in E.164 form, like +12025550111");
        } else if (PhoneReader.read(to, ANY_COUNTRY, List.of())
                instanceof PhoneReading.Refused refused) {
            transfer.problem("to", refused.code().name(), "to: " + refused.reason());
        }
    }

    private Decision recording() {
        Members recording = members.object("record");
        if (recording == null) {
            return new Decision.Next(members.text("next"));
        }
        Duration longest =
                recording.duration(
                        "max_duration", SECOND, Duration.ofHours(1), Duration.ofMinutes(2));
        Duration silence =
                recording.duration("silence", SECOND, Duration.ofMinutes(1), Duration.ofSeconds(5));
        String finishOn = GatherReader.finishOn(recording, "#");
        boolean beep = recording.truth("beep", true);
        recording.refuseTheRest();
        return new Decision.Recording(longest, silence, finishOn, beep, members.text("next"));
    }

    private Decision branch() {
        members.misplaced("next", "has no meaning beside branch (expected: branch.default)");
        Members branch = members.object("branch");
        if (branch == null) {
            return new Decision.Next(null);
        }
        String variable = branch.text("variable");
        if (variable == null) {
            if (!branch.has("variable")) {
                branch.problem("variable", "REQUIRED", "branch names no variable");
            }
        } else {
            StepReader.checkVariable(branch, "variable", variable);
        }
        Map<String, String> equals = branch.texts("equals");
        if (equals.isEmpty() && !branch.has("equals")) {
            branch.problem("equals", "REQUIRED", "branch compares with nothing");
        }
        String otherwise = branch.text("default");
        branch.refuseTheRest();
        return new Decision.Branch(variable == null ? "" : variable, equals, otherwise);
    }

    private Decision hangUp() {
        members.mark("hang_up");
        members.misplaced("next", "is never reached behind hang_up");
        return new Decision.HangUp();
    }

    private Decision later() {
        members.take("agent");
        members.problem("agent", "NOT_AVAILABLE_YET", "agents are not available yet");
        return new Decision.Next(members.text("next"));
    }
}
