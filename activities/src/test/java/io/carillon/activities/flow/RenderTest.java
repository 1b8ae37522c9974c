package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.flow.CompiledFlow.Rendered;
import io.carillon.activities.voice.Voices;
import io.carillon.workflows.call.Performed;
import io.carillon.workflows.call.Performed.Awaits;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class RenderTest {
    private static final CompiledFlow EXAMPLE = FlowDocuments.compiled(FlowDocuments.example());

    @Test
    void speaksTheExampleUpToItsMenu() {
        Rendered rendered = EXAMPLE.render("greet", 0, Map.of("first_name", "Ann"), Map.of());

        assertThat(rendered)
                .isEqualTo(
                        new Rendered(
                                new Script(
                                        0,
                                        List.of(
                                                say("greet", "Hello Ann, this is Acme."),
                                                new Script.Gather(
                                                        "menu",
                                                        List.of(
                                                                say(
                                                                        "menu",
                                                                        "Press 1 to confirm, 2 to talk to someone, 9 never to be called again.")),
                                                        1,
                                                        "129",
                                                        "#",
                                                        Duration.ofSeconds(6),
                                                        Duration.ofSeconds(3),
                                                        3,
                                                        true,
                                                        List.of("1", "2", "9"),
                                                        List.of("9"),
                                                        false))),
                                new Performed(0, List.of("greet", "menu"), Awaits.GATHER),
                                List.of(),
                                false,
                                Map.of(),
                                null));
    }

    @ParameterizedTest(name = "{0}: promised {1}, says {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "15:00,                15:00,                Until then.",
                "2026-11-24T15:00,     2026-11-24T15:00,     Until then.",
                "tomorrow,             -,                    We have not understood.",
                "'',                   -,                    We have not understood."
            })
    void promisesACallBackBeforeItSaysSo(String when, @Nullable String promised, String says) {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'call_back': {'at': '{{when|}}'}, 'say': 'Until then.', 'on_failed': 'b'},"
                                        + "'b': {'say': 'We have not understood.'}"));

        Rendered rendered = flow.render("a", 1, Map.of("when", when), Map.of());

        assertThat(rendered.callBack()).isEqualTo(promised);
        assertThat(rendered.script().verbs().getFirst())
                .isEqualTo(say(promised == null ? "b" : "a", says));
    }

    @Test
    void promisesOnlyWhenTheStepIsReached() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'say': 'x', 'next': 'b'}, 'b': {'call_back': {'after': 'PT2H'}, 'hang_up': true}"));

        Rendered first = flow.render("a", 0, Map.of(), Map.of());

        assertThat(first.callBack()).isNull();
        assertThat(first.performed()).isEqualTo(new Performed(0, List.of("a"), Awaits.SPOKEN));
        assertThat(flow.render("b", 1, Map.of(), Map.of()).callBack()).isEqualTo("PT2H");
    }

    @Test
    void optsOutBeforeItSaysSoAndHangsUp() {
        Rendered rendered = EXAMPLE.render("stop", 1, Map.of(), Map.of());

        assertThat(rendered.optsOut()).isTrue();
        assertThat(rendered.script().verbs())
                .containsExactly(
                        say("stop", "You will not be called again."), new Script.HangUp("bye"));
        assertThat(rendered.performed())
                .isEqualTo(new Performed(1, List.of("stop", "bye"), Awaits.END));
    }

    @Test
    void reachesTheGoalWithTheStepThatNamesIt() {
        assertThat(EXAMPLE.render("confirm", 1, Map.of(), Map.of()).goals())
                .containsExactly("confirmed");
        assertThat(EXAMPLE.render("greet", 0, Map.of(), Map.of()).goals()).isEmpty();
    }

    @Test
    void leavesTheCallerIdOfATransferToTheCall() {
        assertThat(EXAMPLE.render("person", 1, Map.of(), Map.of()).script().verbs())
                .containsExactly(
                        new Script.Transfer(
                                "person", "+12025550111", null, Duration.ofSeconds(20)));
        assertThat(EXAMPLE.outline().next().get("person")).isEqualTo(Map.of("failed", "bye"));
    }

    @Test
    void stopsBeforeAnEffectOnceSpeechHasBegun() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'goal': 'begun', 'say': 'x', 'next': 'b'}, 'b': {'say': 'y', 'next': 'c'}, 'c': {'goal': 'heard', 'say': 'z'}"));

        Rendered first = flow.render("a", 0, Map.of(), Map.of());
        Rendered second = flow.render("c", 1, Map.of(), Map.of("a", 1, "b", 1));

        assertThat(first.goals()).containsExactly("begun");
        assertThat(first.performed()).isEqualTo(new Performed(0, List.of("a", "b"), Awaits.SPOKEN));
        assertThat(flow.outline().next().get("b")).isEqualTo(Map.of("done", "c"));
        assertThat(second.goals()).containsExactly("heard");
        assertThat(second.performed().awaits()).isEqualTo(Awaits.END);
    }

    @Test
    void takesABranchByTheVariablesOfTheMomentItIsReached() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'say': 'x', 'branch': {'variable': 'plan', 'equals': {'Gold': 'b', '': 'd'}, 'default': 'c'}},"
                                        + "'b': {'say': 'gold'}, 'c': {'say': 'other'}, 'd': {'say': 'none'}"));

        Rendered first = flow.render("a", 0, Map.of("plan", "gold"), Map.of());
        assertThat(flow.outline().next()).containsEntry("a", Map.of("done", "a:branch"));
        String branch = "a:branch";

        assertThat(first.performed().awaits()).isEqualTo(Awaits.SPOKEN);
        assertThat(spoken(flow.render(branch, 1, Map.of("plan", " GOLD "), Map.of())))
                .containsExactly("gold");
        assertThat(spoken(flow.render(branch, 1, Map.of("plan", "iron"), Map.of())))
                .containsExactly("other");
        assertThat(spoken(flow.render(branch, 1, Map.of(), Map.of()))).containsExactly("none");
    }

    @Test
    void saysWhatAStepBeforeHasSet() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'set': {'who': '{{name|you}}', 'greeting': 'Hi {{who}}'}, 'next': 'b'}, 'b': {'say': '{{greeting}}!'}"));

        Rendered rendered = flow.render("a", 0, Map.of(), Map.of());

        assertThat(rendered.set()).isEqualTo(Map.of("who", "you", "greeting", "Hi you"));
        assertThat(spoken(rendered)).containsExactly("Hi you!");
    }

    @Test
    void endsAtAStepThatWasBegunOftenEnough() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'gather': {'say': 'again?'}, 'on': {'1': 'a'}, 'max_visits': 2}"));

        assertThat(flow.render("a", 0, Map.of(), Map.of("a", 1)).performed().awaits())
                .isEqualTo(Awaits.GATHER);
        assertThat(flow.render("a", 1, Map.of(), Map.of("a", 2)))
                .extracting(Rendered::script, Rendered::performed)
                .containsExactly(
                        new Script(1, List.of(new Script.HangUp("a"))),
                        new Performed(1, List.of(), Awaits.END));
    }

    @Test
    void givesALongLoopInParts() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'say': 'beat', 'next': 'b'}, 'b': {'pause': 'PT1S', 'next': 'a', 'max_visits': 100}"));

        Rendered rendered = flow.render("a", 0, Map.of(), Map.of());

        assertThat(rendered.performed().awaits()).isEqualTo(Awaits.SPOKEN);
        assertThat(rendered.script().verbs()).hasSize(40);
    }

    @Test
    void hangsUpBehindAStepNothingFollows() {
        CompiledFlow flow = FlowDocuments.compiled(FlowDocuments.steps("'a': {'goal': 'done'}"));

        assertThat(flow.render("a", 0, Map.of(), Map.of()).script().verbs())
                .containsExactly(new Script.HangUp("a"));
    }

    @Test
    void cutsATextThatVariablesMadeTooLongAndDropsOneTheyLeftEmpty() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps("'a': {'say': '{{text}}', 'hang_up': true}"));

        List<String> parts =
                spoken(flow.render("a", 0, Map.of("text", "word ".repeat(2000)), Map.of()));

        assertThat(parts).hasSize(3).allMatch(part -> part.length() <= Texts.LONGEST);
        assertThat(String.join(" ", parts)).isEqualTo("word ".repeat(2000).strip());
        assertThat(spoken(flow.render("a", 0, Map.of(), Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Hello {{name}}.>Hello Ann.",
                "Hello {{ name }}.>Hello Ann.",
                "Hello {{name|you}}.>Hello Ann.",
                "Hello {{nobody}}.>Hello .",
                "Hello {{nobody|you there}}.>Hello you there.",
                "Hello {{blank|you}}.>Hello you.",
                "Costs {{price}}.>Costs $5\\1.",
                "{{name}}{{name}}>AnnAnn",
                "{{nested}}>{{name}}"
            })
    void fillsPlaceholders(String text, String filled) {
        assertThat(
                        CompiledFlow.fill(
                                text,
                                Map.of(
                                        "name",
                                        "Ann",
                                        "blank",
                                        " ",
                                        "price",
                                        "$5\\1",
                                        "nested",
                                        "{{name}}")))
                .isEqualTo(filled);
    }

    static Stream<Arguments> voices() {
        return Stream.of(
                Arguments.of("", "'say': 'x'", "default-en", "en-US"),
                Arguments.of("'voice': 'default-de',", "'say': 'x'", "default-de", "de-DE"),
                Arguments.of("'language': 'es-ES',", "'say': 'x'", "default-es-es", "es-ES"),
                Arguments.of("'language': 'es-AR',", "'say': 'x'", "default-es", "es-AR"),
                Arguments.of("", "'say': 'x', 'voice': 'default-fr'", "default-fr", "fr-FR"),
                Arguments.of("", "'say': 'x', 'language': 'fr-FR'", "default-fr", "fr-FR"),
                Arguments.of(
                        "'voice': 'Polly.Amy',",
                        "'say': 'x', 'language': 'en-US'",
                        "Polly.Amy",
                        "en-US"));
    }

    @ParameterizedTest
    @MethodSource("voices")
    void choosesVoiceAndLanguage(String ofFlow, String step, String voice, String language) {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.json(
                                "{" + ofFlow + "'start': 'a', 'steps': {'a': {" + step + "}}}"));

        assertThat(flow.render("a", 0, Map.of(), Map.of()).script().verbs().getFirst())
                .isEqualTo(new Script.Say("a", "x", voice, language));
    }

    @ParameterizedTest
    @CsvSource({
        "twilio, default-en, en-US, Polly.Joanna",
        "ilyost, default-en, en-US, en-US-JennyNeural",
        "simulator, default-en, en-US, default-en",
        "twilio, Polly.Matthew, en-US, Polly.Matthew",
        "ilyost, Polly.Hans, de-DE, de-DE-KatjaNeural",
        "twilio, de-DE-KatjaNeural, de-DE, Polly.Vicki"
    })
    void namesVoicesAsTheCarrierDoes(
            String carrier, String voice, String language, String expected) {
        assertThat(Voices.on(carrier, voice, language)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "twilio, default-en, en-US, ",
        "twilio, Polly.Matthew, en-US, ",
        "twilio, de-DE-KatjaNeural, de-DE, Polly.Vicki",
        "ilyost, Polly.Hans, de-DE, de-DE-KatjaNeural",
        "simulator, Polly.Hans, de-DE, "
    })
    void saysWhatACarrierSpeaksWithInstead(
            String carrier, String voice, String language, @Nullable String expected) {
        assertThat(Voices.fallback(carrier, voice, language))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void namesTheVoicesItsCarrierDoesNotHave() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'say': 'x', 'voice': 'en-US-GuyNeural', 'next': 'b'},"
                                        + "'b': {'say': 'x', 'voice': 'Polly.Matthew'}"));

        assertThat(flow.fallbackVoices("twilio"))
                .isEqualTo(Map.of("en-US-GuyNeural", "Polly.Joanna"));
        assertThat(flow.fallbackVoices("simulator")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'max_digits': 4, 'valid_digits': '0123456789*#', 'finish_on': ''|",
                "'max_digits': 4, 'valid_digits': '0123456789'|VALID_DIGITS",
                "'max_digits': 1, 'valid_digits': '129'|",
                "'max_digits': 4, 'finish_on': '*#'|FINISH_KEY SEVERAL_FINISH_KEYS",
                "'max_digits': 4|",
                "'max_digits': 4, 'first_digit_timeout': 'PT5S'|INTER_DIGIT_TIMEOUT",
                "'max_digits': 4, 'first_digit_timeout': 'PT3S'|",
                "'max_digits': 4, 'first_digit_timeout': 'PT5S', 'inter_digit_timeout': 'PT5S'|",
                "'max_digits': 1, 'first_digit_timeout': 'PT6S', 'inter_digit_timeout': 'PT3S'|",
                "'max_digits': 1, 'first_digit_timeout': 'PT2.5S'|FRACTIONS_OF_SECONDS"
            })
    void namesWhatAGatherAsksForBeyondItself(String row) {
        String[] parts = row.split("\\|", 2);
        CompiledFlow flow =
                FlowDocuments.compiled(FlowDocuments.steps("'a': {'gather': {" + parts[0] + "}}"));

        assertThat(flow.needs().get("a"))
                .extracting(Feature::name)
                .containsExactlyElementsOf(List.of(("GATHER " + parts[1]).strip().split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "menu,1,1",
        "menu,9,9",
        "menu,'',no_input",
        "menu,3,other",
        "menu,11,other",
        "greet,1,other"
    })
    void namesTheBranchOfDigits(String step, String digits, String branch) {
        assertThat(EXAMPLE.branchOf(step, digits)).isEqualTo(branch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'on_no_input': 'n' 'on_other': 'o' 'next': 'x'| n| o",
                "'on_no_input': 'n' 'next': 'x'| n| x",
                "'on_no_input': 'n'| n| n",
                "'next': 'x'| x| x"
            })
    void leadsWrongAndMissingDigitsSomewhere(String members, String noInput, String other) {
        String targets = members.replace("' '", "', '");
        CompiledFlow flow =
                FlowCompiler.compile(
                        FlowReader.read(
                                        FlowDocuments.steps(
                                                "'a': {'gather': {}, 'on': {'1': 'x'}, "
                                                        + targets
                                                        + "}, 'n': {'say': 'n'}, 'o': {'say': 'o'}, 'x': {'say': 'x'}"))
                                .flow()
                                .orElseThrow());

        assertThat(flow.outline().next().get("a"))
                .containsEntry("no_input", noInput)
                .containsEntry("other", other)
                .containsEntry("1", "x");
    }

    @Test
    void tellsWhichKeysLeadToAnOptOutThroughSpeech() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'gather': {}, 'on': {'3': 'b', '1': 'c', '2': 'stop', '4': 'ask'}}, 'b': {'say': 'sure', 'next': 'stop'},"
                                        + "'c': {'say': 'fine'}, 'stop': {'opt_out': true}, 'ask': {'gather': {}, 'on': {'1': 'stop'}}"));

        assertThat(flow.render("a", 0, Map.of(), Map.of()).script().verbs().getFirst())
                .isInstanceOfSatisfying(
                        Script.Gather.class,
                        gather -> {
                            assertThat(gather.keys()).containsExactly("3", "1", "2", "4");
                            assertThat(gather.optOutKeys()).containsExactly("3", "2");
                        });
    }

    @Test
    void namesVariablesItsLeadsMustHave() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'set': {'x': '{{city}}'}, 'say': '{{first_name|there}} {{x}} {{date}}', 'next': 'b'},"
                                        + "'b': {'gather': {'say': '{{code}} {{pin}}', 'save_as': 'pin'}}"));

        assertThat(flow.requiredVariables()).containsExactlyInAnyOrder("city", "date", "code");
        assertThat(EXAMPLE.requiredVariables()).isEmpty();
    }

    @Test
    void namesWhatItsCarrierMustBeAbleTo() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'play': 'https://x.example/a.wav', 'pause': 'PT1S', 'send_digits': '1', 'next': 'b'},"
                                        + "'b': {'gather': {'say': 'x', 'max_digits': 4, 'finish_on': '#', 'barge_in': true}, 'next': 'c'},"
                                        + "'c': {'record': {}, 'next': 'd'}, 'd': {'transfer': {'to': '+12025550111'}}"));

        assertThat(flow.needs())
                .isEqualTo(
                        Map.of(
                                "a", List.of(Feature.PLAY, Feature.PAUSE, Feature.SEND_DIGITS),
                                "b",
                                        List.of(
                                                Feature.GATHER,
                                                Feature.SAY,
                                                Feature.FINISH_KEY,
                                                Feature.BARGE_IN),
                                "c", List.of(Feature.RECORD),
                                "d", List.of(Feature.TRANSFER)));
        assertThat(EXAMPLE.needs().get("menu")).containsExactly(Feature.GATHER, Feature.SAY);
    }

    @Test
    void knowsWhereDigitsAreKeptAndWhetherTheyAreHidden() {
        CompiledFlow flow =
                FlowDocuments.compiled(
                        FlowDocuments.steps(
                                "'a': {'gather': {'save_as': 'pin', 'sensitive': true}}"));

        assertThat(flow.savesAs("a")).isEqualTo("pin");
        assertThat(flow.sensitive("a")).isTrue();
        assertThat(EXAMPLE.sensitive("menu")).isFalse();
        assertThat(EXAMPLE.savesAs("greet")).isNull();
    }

    private static Script.Say say(String step, String text) {
        return new Script.Say(step, text, "default-en", "en-US");
    }

    private static List<String> spoken(Rendered rendered) {
        return rendered.script().verbs().stream()
                .filter(Script.Say.class::isInstance)
                .map(verb -> ((Script.Say) verb).text())
                .toList();
    }
}
