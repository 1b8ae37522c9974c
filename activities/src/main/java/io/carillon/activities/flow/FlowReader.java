package io.carillon.activities.flow;

import io.carillon.activities.voice.Voices;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a flow's JSON. Whether its steps fit together is {@link FlowCheck}'s question. */
final class FlowReader {
    /** More would not fit a person's patience, and a workflow's outline should stay small. */
    static final int MOST_STEPS = 200;

    private static final Pattern STEP_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_NAME = 200;

    private final List<FlowProblem> problems = new ArrayList<>();

    private FlowReader() {}

    /**
     * @param flow empty when the document does not even have steps and a start; else what could be
     *     read, to be used when there are no problems
     */
    record Reading(Optional<Flow> flow, List<FlowProblem> problems) {}

    static Reading read(JsonNode document) {
        var reader = new FlowReader();
        Optional<Flow> flow = Optional.ofNullable(reader.flow(document));
        return new Reading(flow, List.copyOf(reader.problems));
    }

    private @Nullable Flow flow(JsonNode document) {
        if (!document.isObject()) {
            problems.add(new FlowProblem("", FlowProblem.WRONG_TYPE, "a flow is a JSON object"));
            return null;
        }
        var members = new Members(document, "", problems);
        String name = members.text("name");
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            members.problem("name", "BAD_NAME", "name is blank or longer than " + LONGEST_NAME);
        }
        String start = members.text("start");
        String language = language(members);
        String voice = voice(members);
        if (voice == null) {
            voice = language == null ? Voices.DEFAULT : Voices.forLanguage(language);
        }
        if (language == null) {
            language = Voices.languageOf(voice);
        }
        Map<String, Step> steps = steps(members);
        members.refuseTheRest();
        if (start == null && !members.has("start")) {
            members.problem("start", "REQUIRED", "start is missing (expected: a step's name)");
        }
        return start == null ? null : new Flow(name, start, voice, language, steps);
    }

    private Map<String, Step> steps(Members flow) {
        Map<String, Step> steps = new LinkedHashMap<>();
        Members members = flow.object("steps");
        if (members == null) {
            if (!flow.has("steps")) {
                flow.problem("steps", "REQUIRED", "steps are missing");
            }
            return steps;
        }
        List<String> names = members.names();
        if (names.isEmpty()) {
            flow.problem("steps", "EMPTY_FLOW", "the flow has no steps");
        }
        if (names.size() > MOST_STEPS) {
            flow.problem(
                    "steps",
                    "TOO_MANY_STEPS",
                    names.size() + " steps (expected: at most " + MOST_STEPS + ")");
            return steps;
        }
        for (String name : names) {
            if (!STEP_NAME.matcher(name).matches()) {
                members.problem(
                        name,
                        "BAD_STEP_NAME",
                        "\"" + name + "\" (expected: 1 to 64 letters, digits, _ and -)");
            }
            Members step = members.object(name);
            if (step == null) {
                if (!members.has(name)) {
                    members.problem(name, "EMPTY_STEP", "step " + name + " does nothing");
                }
            } else {
                steps.put(name, new StepReader(step, name).read());
            }
        }
        return steps;
    }

    static @Nullable String voice(Members members) {
        String voice = members.text("voice");
        if (voice != null && !Voices.known(voice)) {
            members.problem(
                    "voice",
                    "UNKNOWN_VOICE",
                    "\"" + voice + "\" (expected: one of GET /voices, or a carrier's own name)");
        }
        return voice;
    }

    static @Nullable String language(Members members) {
        String language = members.text("language");
        if (language != null && !Voices.isLanguage(language)) {
            members.problem(
                    "language",
                    "BAD_LANGUAGE",
                    "\"" + language + "\" (expected: BCP 47, for example en-US)");
        }
        return language;
    }
}
