package io.carillon.activities.flow;

import io.carillon.activities.carrier.Capabilities.Feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a flow cannot do without: variables of its leads, abilities of its carrier. */
final class Requirements {
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
            step.speech().forEach(speech -> features.add(feature(speech)));
            switch (step.decision()) {
                case Decision.Gather gather -> {
                    features.add(Feature.GATHER);
                    gather.prompt().forEach(speech -> features.add(feature(speech)));
                    if (gather.needsFinishKey()) {
                        features.add(Feature.FINISH_KEY);
                    }
                    if (gather.needsBargeIn()) {
                        features.add(Feature.BARGE_IN);
                    }
                }
                case Decision.Transfer transfer -> features.add(Feature.TRANSFER);
                case Decision.Recording recording -> features.add(Feature.RECORD);
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

    private static Feature feature(Speech speech) {
        return switch (speech) {
            case Speech.Say say -> Feature.SAY;
            case Speech.Play play -> Feature.PLAY;
            case Speech.Pause pause -> Feature.PAUSE;
            case Speech.SendDigits digits -> Feature.SEND_DIGITS;
        };
    }
}
