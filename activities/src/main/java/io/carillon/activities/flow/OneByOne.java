package io.carillon.activities.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A flow for a carrier that takes one verb at a time: a step that is more than one verb becomes
 * several, which follow each other as steps do. Effects and the number of visits stay with the
 * first, so that a gather can be asked again without them.
 */
final class OneByOne {
    /** Cannot be part of a name in a document, so no written step is hidden by a made one. */
    private static final String PART_OF = ":";

    /** No step at all: the flow is over. */
    private static final String OVER = ":over";

    private OneByOne() {}

    static Flow of(Flow flow) {
        Map<String, Step> steps = new LinkedHashMap<>();
        flow.steps().values().forEach(step -> add(steps, step));
        return new Flow(flow.name(), flow.start(), flow.voice(), flow.language(), steps);
    }

    /** The step as it was written. */
    static String written(String part) {
        int made = part.indexOf(PART_OF);
        return made <= 0 ? part : part.substring(0, made);
    }

    private static void add(Map<String, Step> steps, Step step) {
        List<List<Speech>> parts = parts(step.speech());
        boolean decides =
                !(step.decision() instanceof Decision.Next)
                        && !(step.decision() instanceof Decision.HangUp);
        if (decides && (!parts.isEmpty() || askedAgain(step))) {
            if (parts.isEmpty()) {
                parts.add(List.of());
            }
            parts.add(List.of());
        }
        if (parts.size() < 2) {
            steps.put(step.name(), step);
            return;
        }
        for (int part = 0; part < parts.size(); part++) {
            boolean last = part == parts.size() - 1;
            Decision decision = last ? step.decision() : new Decision.Next(name(step, part + 1));
            Step made =
                    new Step(
                            name(step, part),
                            part == 0 ? effects(step) : Step.Effects.NONE,
                            parts.get(part),
                            decision,
                            step.voice(),
                            step.language(),
                            part == 0 ? step.maxVisits() : null);
            steps.put(made.name(), made);
        }
    }

    private static boolean askedAgain(Step step) {
        return step.decision() instanceof Decision.Gather
                && (step.effects().any() || step.maxVisits() != null);
    }

    private static String name(Step step, int part) {
        return part == 0 ? step.name() : step.name() + PART_OF + part;
    }

    /** A promise that cannot be made skips the whole step, not its first part. */
    private static Step.Effects effects(Step step) {
        Step.CallBack callBack = step.effects().callBack();
        if (callBack == null || callBack.onFailed() != null) {
            return step.effects();
        }
        String next = step.decision() instanceof Decision.Next after ? after.next() : null;
        return new Step.Effects(
                step.effects().optOut(),
                step.effects().goal(),
                step.effects().set(),
                new Step.CallBack(callBack.when(), next == null ? OVER : next));
    }

    /** Texts in a row are one; everything else is one of its own. */
    private static List<List<Speech>> parts(List<Speech> speech) {
        List<List<Speech>> parts = new ArrayList<>();
        List<Speech> texts = new ArrayList<>();
        for (Speech one : speech) {
            if (one instanceof Speech.Say) {
                texts.add(one);
                continue;
            }
            end(parts, texts);
            parts.add(List.of(one));
        }
        end(parts, texts);
        return parts;
    }

    private static void end(List<List<Speech>> parts, List<Speech> texts) {
        if (!texts.isEmpty()) {
            parts.add(List.copyOf(texts));
            texts.clear();
        }
    }
}
