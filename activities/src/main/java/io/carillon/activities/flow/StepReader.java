package io.carillon.activities.flow;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one step. */
final class StepReader {
    static final int MOST_VISITS = 100;

    /** In the order the step does them. */
    private static final List<String> SPOKEN = List.of("say", "play", "pause", "send_digits");

    private static final List<String> EFFECTS = List.of("opt_out", "goal", "set", "call_back");

    private static final List<String> DECISIONS =
            List.of("gather", "transfer", "record", "branch", "hang_up", "agent");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_.]{1,64}");
    private static final int LONGEST_GOAL = 100;

    private final Members members;
    private final String name;

    StepReader(Members members, String name) {
        this.members = members;
        this.name = name;
    }

    Step read() {
        refuseEmptiness();
        Step.Effects effects = effects();
        String voice = FlowReader.voice(members);
        String language = FlowReader.language(members);
        Integer maxVisits = members.integer("max_visits", 1, MOST_VISITS);
        List<Speech> speech = SpeechReader.read(members);
        Decision decision = new DecisionReader(members).read(onlyDecision());
        members.refuseTheRest();
        return new Step(name, effects, speech, decision, voice, language, maxVisits);
    }

    private void refuseEmptiness() {
        boolean does =
                java.util.stream.Stream.of(SPOKEN, EFFECTS, DECISIONS)
                        .flatMap(List::stream)
                        .anyMatch(this::present);
        // A misspelt member says what is wrong by itself.
        boolean onlyKnown =
                members.names().stream()
                        .allMatch(List.of("next", "voice", "language", "max_visits")::contains);
        if (!does && onlyKnown) {
            members.here("EMPTY_STEP", "step " + name + " does nothing");
        }
    }

    private boolean present(String member) {
        return members.has(member) || members.has(member + "_seconds");
    }

    private Step.Effects effects() {
        boolean optOut = members.mark("opt_out");
        String goal = members.text("goal");
        if (goal != null && (goal.isBlank() || goal.length() > LONGEST_GOAL)) {
            members.problem("goal", "BAD_NAME", "goal is blank or longer than " + LONGEST_GOAL);
        }
        return new Step.Effects(optOut, goal, set(), callBack());
    }

    private Step.@Nullable CallBack callBack() {
        Members callBack = members.object("call_back");
        if (callBack == null) {
            return null;
        }
        for (String decision : DECISIONS) {
            if (!decision.equals("hang_up") && members.has(decision)) {
                members.problem(
                        "call_back",
                        "CONTRADICTION",
                        "a step that promises a call back says something and goes on; "
                                + decision
                                + " belongs to another");
            }
        }
        String at = callBack.text("at");
        Duration after =
                callBack.duration(
                        "after", Duration.ofMinutes(1), Duration.ofDays(90), Duration.ZERO);
        callBack.refuseTheRest();
        if ((at == null) == after.isZero()) {
            callBack.here(
                    at == null ? "REQUIRED" : "CONTRADICTION",
                    "call_back says when by one of at and after");
        }
        if (at != null) {
            checkTime(callBack, at);
        }
        return new Step.CallBack(at == null ? after.toString() : at, members.text("on_failed"));
    }

    private static void checkTime(Members callBack, String at) {
        Texts.checkPlaceholders(callBack, "at", at);
        if (!Placeholders.PLACEHOLDER.matcher(at).find() && !CallBackTime.readable(at)) {
            callBack.problem(
                    "at",
                    "TIME_INVALID",
                    "at is no time (expected: 15:00, 2026-11-24T15:00, RFC 3339, or a variable)");
        }
    }

    private Map<String, String> set() {
        Map<String, String> set = members.texts("set");
        Members inner = members.object("set");
        if (inner == null) {
            return set;
        }
        if (inner.names().isEmpty()) {
            members.problem("set", "EMPTY_STEP", "set names no variable");
        }
        set.forEach(
                (variable, text) -> {
                    checkVariable(inner, variable, variable);
                    if (text.length() > Texts.LONGEST) {
                        inner.problem(variable, "TEXT_TOO_LONG", "more than " + Texts.LONGEST);
                    }
                    Texts.checkPlaceholders(inner, variable, text);
                });
        return set;
    }

    static void checkVariable(Members members, String member, String variable) {
        if (!VARIABLE.matcher(variable).matches()) {
            members.problem(
                    member,
                    "BAD_NAME",
                    "\""
                            + variable
                            + "\" is no name of a variable (expected: 1 to 64 letters, digits, _ and .)");
        }
    }

    /** The step's one decision; null: it just goes on. */
    private @Nullable String onlyDecision() {
        List<String> given = DECISIONS.stream().filter(members::has).toList();
        for (int second = 1; second < given.size(); second++) {
            members.problem(
                    given.get(second),
                    "CONTRADICTION",
                    "a step does one of gather, transfer, record, branch, hang_up; this one has "
                            + given.getFirst()
                            + " already");
            members.take(given.get(second));
        }
        return given.isEmpty() ? null : given.getFirst();
    }
}
