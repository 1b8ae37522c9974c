package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Script;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;
import io.carillon.workflows.flow.Branch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Flows as carriers walk them that take one verb at a time. */
class OneByOneTest {
    /** Kinds of verbs of each script, following these branches, {@code done} where none is left. */
    private static List<String> walked(String steps, String... branches) {
        CompiledFlow flow = FlowDocuments.compiled(FlowDocuments.steps(steps)).oneByOne();
        var kinds = new ArrayList<String>();
        var decisions = new ArrayList<>(List.of(branches));
        var visits = new HashMap<String, Integer>();
        Performed last = flow.unbegun().performed();
        @Nullable String step = follow(flow, last, Branch.DONE);
        for (int sequence = 1; step != null && sequence < 50; sequence++) {
            CompiledFlow.Rendered rendered = flow.render(step, sequence, Map.of(), visits);
            last = rendered.performed();
            last.steps().forEach(name -> visits.merge(name, 1, Integer::sum));
            kinds.add(kinds(rendered));
            boolean decides = last.awaits() != Awaits.SPOKEN && !decisions.isEmpty();
            step =
                    last.awaits() == Awaits.END
                            ? null
                            : follow(flow, last, decides ? decisions.removeFirst() : Branch.DONE);
        }
        return kinds;
    }

    private static @Nullable String follow(CompiledFlow flow, Performed performed, String branch) {
        return flow.outline()
                .next()
                .getOrDefault(performed.steps().getLast(), Map.of())
                .get(branch);
    }

    private static String kinds(CompiledFlow.Rendered rendered) {
        return String.join(
                        "+",
                        rendered.script().verbs().stream()
                                .map(verb -> verb.getClass().getSimpleName())
                                .toList())
                + (rendered.goals().isEmpty() ? "" : " goal");
    }

    @Test
    void givesOneVerbAfterTheOther() {
        assertThat(
                        walked(
                                """
                                'a': {'say': 'Hello.', 'next': 'b'},
                                'b': {'gather': {'say': 'Press 1.'}, 'on': {'1': 'c'}},
                                'c': {'goal': 'yes', 'say': 'Thank you.', 'next': 'd'},
                                'd': {'transfer': {'to': '+12025550111'}}""",
                                "1"))
                .containsExactly("Say", "Gather", "Say goal", "Transfer");
    }

    @Test
    void parksAStepThatIsSeveralThings() {
        assertThat(
                        walked(
                                """
                                'a': {'goal': 'g', 'say': 'Hello.',
                                      'gather': {'say': 'Press 1.'}, 'on': {'1': 'b'}},
                                'b': {'say': 'One moment.', 'transfer': {'to': '+12025550111'}}""",
                                "1"))
                .containsExactly("Say goal", "Gather", "Say", "Transfer");
    }

    /** The workflow hangs up behind the last word, as it does when a flow is over. */
    @Test
    void leavesTheHangUpToTheWorkflow() {
        CompiledFlow flow =
                FlowDocuments.compiled(FlowDocuments.steps("'a': {'say': 'Bye.', 'hang_up': true}"))
                        .oneByOne();

        CompiledFlow.Rendered rendered = flow.render("a", 1, Map.of(), Map.of());

        assertThat(kinds(rendered)).isEqualTo("Say");
        assertThat(rendered.performed()).isEqualTo(new Performed(1, List.of("a"), Awaits.SPOKEN));
        assertThat(follow(flow, rendered.performed(), Branch.DONE)).isNull();
    }

    @Test
    void hangsUpWhereNothingIsSaid() {
        CompiledFlow flow =
                FlowDocuments.compiled(FlowDocuments.steps("'a': {'hang_up': true}")).oneByOne();

        CompiledFlow.Rendered rendered = flow.render("a", 1, Map.of(), Map.of());

        assertThat(rendered.script().verbs()).containsExactly(new Script.HangUp("a"));
        assertThat(rendered.performed().awaits()).isEqualTo(Awaits.END);
    }

    /** Effects happen once, however often a wrong key is pressed. */
    @ParameterizedTest
    @CsvSource({"'goal', ''", "'max_visits', 3"})
    void asksAgainWithoutTheStepsEffects(String what, String value) {
        String member = what.equals("goal") ? "'goal': 'asked'" : "'max_visits': " + value;

        List<String> walked =
                walked(
                        """
                        'a': {%s, 'gather': {'say': 'Press 1.'}, 'on': {'1': 'b'}},
                        'b': {'hang_up': true}"""
                                .formatted(member),
                        Branch.AGAIN,
                        Branch.AGAIN,
                        Branch.AGAIN,
                        Branch.AGAIN,
                        "1");

        assertThat(walked).hasSize(6);
        assertThat(walked.subList(1, 5)).containsOnly("Gather");
        assertThat(walked.getLast()).isEqualTo("HangUp");
    }

    /** Whoever reads a script or an event sees the steps that were written. */
    @Test
    void namesStepsAsTheyWereWritten() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                                FlowDocuments.steps(
                                        """
                                        'a': {'say': 'Hello.', 'gather': {'say': 'Press 1.',
                                              'save_as': 'key'}, 'on': {'1': 'b'}},
                                        'b': {'hang_up': true}"""))
                        .oneByOne();
        String second =
                Objects.requireNonNull(
                        follow(
                                flow,
                                flow.render("a", 1, Map.of(), Map.of()).performed(),
                                Branch.DONE));

        Script.Verb verb = flow.render(second, 2, Map.of(), Map.of()).script().verbs().getLast();

        assertThat(second).isNotEqualTo("a");
        assertThat(verb)
                .isInstanceOfSatisfying(
                        Script.Gather.class, gather -> assertThat(gather.step()).isEqualTo("a"));
    }

    /** What cannot be read is not promised, and nothing of the step is said. */
    @Test
    void skipsAllPartsOfAPromiseThatCannotBeMade() {
        assertThat(
                        walked(
                                """
                                'a': {'call_back': {'at': '{{when|}}'}, 'say': 'Until then.',
                                      'pause': 'PT1S', 'next': 'b'},
                                'b': {'say': 'Good bye.', 'hang_up': true}"""))
                .containsExactly("Say");
    }
}
