package io.carillon.activities.flow;

import io.carillon.activities.carrier.Capabilities.Feature;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a flow cannot do without: variables of its leads, abilities of its carrier. */
final class Requirements {
    private static final Pattern LETTERS = Pattern.compile("[A-D]");

    private Requirements() {}

    /** Named without a default, and given a value nowhere in the flow. */
    static List<String> variables(Flow flow) {
        Set<String> names = new LinkedHashSet<>();
        flow.steps().values().stream()
                .flatMap(Requirements::texts)
                .forEach(text -> names.addAll(Texts.required(text)));
        flow.steps().values().forEach(step -> names.removeAll(given(step)));
        return List.copyOf(names);
    }

    private static Stream<String> texts(Step step) {
        Stream<Speech> prompt =
                step.decision() instanceof Decision.Gather gather
                        ? gather.prompt().stream()
                        : Stream.empty();
        Stream<String> spoken =
                Stream.concat(step.speech().stream(), prompt)
                        .filter(Speech.Say.class::isInstance)
                        .map(say -> ((Speech.Say) say).text());
        Step.CallBack callBack = step.effects().callBack();
        return Stream.of(
                        spoken,
                        step.effects().set().values().stream(),
                        Stream.ofNullable(callBack).map(Step.CallBack::when))
                .flatMap(texts -> texts);
    }

    private static Set<String> given(Step step) {
        Set<String> given = new LinkedHashSet<>(step.effects().set().keySet());
        if (step.decision() instanceof Decision.Gather gather && gather.saveAs() != null) {
            given.add(gather.saveAs());
        }
        return given;
    }

    static Map<String, List<Feature>> features(Flow flow) {
        Map<String, List<Feature>> needs = new LinkedHashMap<>();
        for (Step step : flow.steps().values()) {
            List<Feature> features = new ArrayList<>();
            step.speech().forEach(speech -> features.addAll(features(speech)));
            switch (step.decision()) {
                case Decision.Gather gather -> {
                    features.add(Feature.GATHER);
                    gather.prompt().forEach(speech -> features.addAll(features(speech)));
                    features.addAll(gather.needs());
                    if (mixed(gather.prompt())) {
                        features.add(Feature.MIXED_PROMPT);
                    }
                }
                case Decision.Transfer transfer -> {
                    features.addAll(timed(Feature.TRANSFER, transfer.timeout()));
                    if (goesOn(flow, transfer.afterDone())
                            || goesOn(flow, transfer.afterFailed())) {
                        features.add(Feature.RETURN_FROM_TRANSFER);
                    }
                }
                case Decision.Recording recording -> {
                    features.addAll(timed(Feature.RECORD, recording.maxDuration()));
                    features.addAll(timed(Feature.RECORD, recording.silence()));
                }
                case Decision.Next next -> {}
                case Decision.Branch branch -> {}
                case Decision.HangUp hangUp -> {}
            }
            if (!features.isEmpty()) {
                needs.put(step.name(), features.stream().distinct().toList());
            }
        }
        return Collections.unmodifiableMap(needs);
    }

    /** Repeated with every try, it must be one thing; texts in a row are. */
    private static boolean mixed(List<Speech> prompt) {
        return prompt.size() > 1
                && !prompt.stream().allMatch(speech -> speech instanceof Speech.Say);
    }

    /** A step that says nothing, changes nothing and hangs up is as good as none. */
    private static boolean goesOn(Flow flow, @Nullable String next) {
        Step step = next == null ? null : flow.steps().get(next);
        return step != null && !farewell(step);
    }

    private static boolean farewell(Step step) {
        boolean ends =
                step.decision() instanceof Decision.HangUp
                        || (step.decision() instanceof Decision.Next after && after.next() == null);
        return ends && !step.effects().any();
    }

    private static List<Feature> features(Speech speech) {
        return switch (speech) {
            case Speech.Say say -> List.of(Feature.SAY);
            case Speech.Play play -> List.of(Feature.PLAY);
            case Speech.Pause pause -> timed(Feature.PAUSE, pause.length());
            case Speech.SendDigits(String digits) ->
                    LETTERS.matcher(digits).find()
                            ? List.of(Feature.SEND_DIGITS, Feature.LETTER_DIGITS)
                            : List.of(Feature.SEND_DIGITS);
        };
    }

    private static List<Feature> timed(Feature feature, Duration time) {
        return time.getNano() == 0
                ? List.of(feature)
                : List.of(feature, Feature.FRACTIONS_OF_SECONDS);
    }
}
