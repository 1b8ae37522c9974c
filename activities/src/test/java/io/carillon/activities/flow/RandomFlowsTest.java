package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Script.Verb;
import io.carillon.activities.flow.CompiledFlow.Rendered;
import io.carillon.workflows.call.Performed.Awaits;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Flows thrown together by dice: whatever is accepted can be called to its end. */
class RandomFlowsTest {
    private static final int FLOWS = 2000;

    /** Steps times the most visits any of them is given here, and then some. */
    private static final int SCRIPTS_ENOUGH = 500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261121, 42})
    void everyAcceptedFlowEndsAndDoesNothingBeforeItIsReached(long seed) {
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < FLOWS; i++) {
            ObjectNode document = flow(random);
            if (FlowDocuments.problems(document).isEmpty()) {
                accepted++;
                call(FlowDocuments.compiled(document), random, document);
            }
        }
        assertThat(accepted).as("flows accepted").isGreaterThan(FLOWS / 20);
    }

    private static void call(CompiledFlow flow, Random random, ObjectNode document) {
        Map<String, Integer> visits = new HashMap<>();
        @Nullable String step = flow.outline().start();
        for (int sequence = 0; step != null; sequence++) {
            assertThat(sequence).as("scripts of %s", document).isLessThan(SCRIPTS_ENOUGH);
            Rendered rendered = flow.render(step, sequence, Map.of("v", "1"), visits);
            checkScript(rendered, document);
            checkEffects(rendered, document);
            rendered.performed().steps().forEach(begun -> visits.merge(begun, 1, Integer::sum));
            flow.outline()
                    .maxVisits()
                    .forEach(
                            (name, most) ->
                                    assertThat(visits.getOrDefault(name, 0))
                                            .isLessThanOrEqualTo(most));
            step = next(flow, rendered, random);
        }
    }

    private static void checkScript(Rendered rendered, ObjectNode document) {
        List<Verb> verbs = rendered.script().verbs();
        assertThat(verbs).as("script of %s", document).isNotEmpty();
        for (Verb verb : verbs.subList(0, verbs.size() - 1)) {
            assertThat(terminal(verb)).as("%s in %s", verb, document).isFalse();
        }
        assertThat(terminal(verbs.getLast()))
                .as("last of %s", verbs)
                .isEqualTo(rendered.performed().awaits() != Awaits.SPOKEN);
    }

    private static boolean terminal(Verb verb) {
        return switch (verb) {
            case Script.Gather gather -> true;
            case Script.Transfer transfer -> true;
            case Script.Record record -> true;
            case Script.HangUp hangUp -> true;
            case Script.Say say -> false;
            case Script.Play play -> false;
            case Script.Pause pause -> false;
            case Script.SendDigits digits -> false;
            case Script.AwaitBeep beep -> false;
        };
    }

    /** Behind the first step that speaks, none with an effect is walked. */
    private static void checkEffects(Rendered rendered, ObjectNode document) {
        boolean spoken = false;
        List<String> expected = new ArrayList<>();
        for (String name : rendered.performed().steps()) {
            var step = document.get("steps").get(name.replace(":branch", ""));
            boolean made = name.endsWith(":branch");
            boolean effect = !made && (step.has("goal") || step.has("opt_out") || step.has("set"));
            assertThat(spoken && effect).as("effect of %s in %s", name, document).isFalse();
            spoken |= !made && (step.has("say") || step.has("pause"));
            if (!made && step.has("goal")) {
                expected.add(step.get("goal").asString());
            }
        }
        assertThat(rendered.goals()).isEqualTo(expected);
    }

    /** As a workflow would: by branch key, of whatever the far end might do. */
    private static @Nullable String next(CompiledFlow flow, Rendered rendered, Random random) {
        if (rendered.performed().awaits() == Awaits.END) {
            return null;
        }
        Map<String, String> branches =
                Objects.requireNonNull(
                        flow.outline().next().get(rendered.performed().steps().getLast()));
        if (rendered.performed().awaits() == Awaits.SPOKEN) {
            assertThat(branches).containsKey("done");
            return branches.get("done");
        }
        List<String> keys = new ArrayList<>(branches.keySet());
        keys.add("hung up");
        return branches.get(keys.get(random.nextInt(keys.size())));
    }

    private static ObjectNode flow(Random random) {
        int count = 1 + random.nextInt(7);
        ObjectNode flow = FlowJson.object();
        flow.put("start", "s0");
        ObjectNode steps = flow.putObject("steps");
        for (int i = 0; i < count; i++) {
            step(steps.putObject("s" + i), i, count, random);
        }
        return flow;
    }

    private static void step(ObjectNode step, int index, int count, Random random) {
        if (random.nextInt(3) == 0) {
            step.put("max_visits", 1 + random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            step.put("goal", "g" + index);
        }
        if (random.nextInt(8) == 0) {
            step.put("opt_out", true);
        }
        if (random.nextInt(6) == 0) {
            step.putObject("set").put("v", String.valueOf(random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            step.put("say", "text {{v}}");
        }
        switch (random.nextInt(8)) {
            case 0 -> step.put("hang_up", true);
            case 1, 2 -> {
                step.putObject("gather").put("say", "press");
                ObjectNode on = step.putObject("on");
                on.put("1", target(index, count, random));
                on.put("2", target(index, count, random));
                step.put("on_no_input", target(index, count, random));
            }
            case 3 -> {
                ObjectNode branch = step.putObject("branch");
                branch.put("variable", "v");
                branch.putObject("equals").put("1", target(index, count, random));
                branch.put("default", target(index, count, random));
            }
            case 4 -> {
                step.putObject("transfer").put("to", "+12025550111");
                step.put("on_failed", target(index, count, random));
            }
            case 5 -> {
                step.putObject("record");
                step.put("next", target(index, count, random));
            }
            default -> {
                step.put("pause", "PT1S");
                step.put("next", target(index, count, random));
            }
        }
    }

    /** Mostly forward, so that many flows are accepted. */
    private static String target(int index, int count, Random random) {
        boolean back = random.nextInt(5) == 0;
        return "s"
                + (back
                        ? random.nextInt(count)
                        : Math.min(count - 1, index + 1 + random.nextInt(2)));
    }
}
