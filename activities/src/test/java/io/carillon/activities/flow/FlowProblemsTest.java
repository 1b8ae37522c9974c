package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class FlowProblemsTest {
    private static final String BYE = "'bye': {'hang_up': true}";

    @Test
    void acceptsTheExample() {
        assertThat(FlowDocuments.problems(FlowDocuments.example())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a': {'hang_up': true}",
                "'a': {'say': 'x', 'hang_up': true}",
                "'a': {'opt_out': true, 'say': 'x', 'goal': 'g', 'set': {'x': '{{y|z}}'}, 'hang_up': true}",
                "'a': {'say': 'x', 'play': 'https://x.example/a.wav', 'pause': 'PT1S', 'send_digits': '12w#A'}",
                "'a': {'pause_seconds': 1.5, 'voice': 'default-es', 'language': 'es-US', 'next': null}",
                "'a': {'voice': 'Polly.Matthew-Neural', 'say': 'x'}",
                "'a': {'gather': {'say': 'x'}, 'next': 'b'}, 'b': {'say': 'y'}",
                "'a': {'gather': {'max_digits': 4, 'save_as': 'pin', 'sensitive': true}, 'next': 'b'}, 'b': {'say': 'y'}",
                "'a': {'gather': {'first_digit_timeout_seconds': 4}, 'on': {'#': 'b', '*': 'b'}}, 'b': {'say': 'y'}",
                "'a': {'gather': {'tries': 2}, 'on': {'12': 'b'}, 'on_other': 'a', 'max_visits': 3}, 'b': {'say': 'y'}",
                "'a': {'record': {}, 'next': 'b'}, 'b': {'say': 'thanks'}",
                "'a': {'record': {'max_duration': 'PT1M', 'silence': 'PT2S', 'finish_on': '', 'beep': false}}",
                "'a': {'say': 'x', 'transfer': {'to': '+12025550111', 'timeout_seconds': 20}, 'on_done': 'b', 'on_failed': 'b'}, 'b': {'say': 'y'}",
                "'a': {'call_back': {'after': 'PT2H'}, 'say': 'x', 'hang_up': true}",
                "'a': {'call_back': {'after_seconds': 600}, 'next': 'b'}, 'b': {'say': 'y'}",
                "'a': {'call_back': {'at': '{{when}}'}, 'on_failed': 'b', 'next': 'b'}, 'b': {'say': 'y'}",
                "'a': {'call_back': {'at': '15:00'}}",
                "'a': {'branch': {'variable': 'v', 'equals': {'1': 'b'}, 'default': 'c'}}, 'b': {'say': 'y'}, 'c': {'say': 'z'}"
            })
    void accepts(String steps) {
        assertThat(FlowDocuments.problems(FlowDocuments.steps(steps))).isEmpty();
    }

    static Stream<Arguments> wrongDocuments() {
        return Stream.of(
                row("[]", "", "WRONG_TYPE"),
                row("{}", "/start", "REQUIRED"),
                row("{'start': 'a'}", "/steps", "REQUIRED"),
                row("{'start': 'a', 'steps': {}}", "/steps", "EMPTY_FLOW"),
                row("{'start': 1, 'steps': {'a': {'say': 'x'}}}", "/start", "WRONG_TYPE"),
                row("{'start': 'a', 'steps': []}", "/steps", "WRONG_TYPE"),
                row("{'start': 'b', 'steps': {'a': {'say': 'x'}}}", "/start", "MISSING_TARGET"),
                row(
                        "{'start': 'a', 'entry': 'a', 'steps': {'a': {'say': 'x'}}}",
                        "/entry",
                        "UNKNOWN_MEMBER"),
                row(
                        "{'start': 'a', 'voice': 'robot', 'steps': {'a': {'say': 'x'}}}",
                        "/voice",
                        "UNKNOWN_VOICE"),
                row(
                        "{'start': 'a', 'language': 'English', 'steps': {'a': {'say': 'x'}}}",
                        "/language",
                        "BAD_LANGUAGE"),
                row(
                        "{'start': 'a', 'name': ' ', 'steps': {'a': {'say': 'x'}}}",
                        "/name",
                        "BAD_NAME"),
                row("{'start': 'a', 'steps': {'a': 'say x'}}", "/steps/a", "WRONG_TYPE"),
                row(
                        "{'start': 'a b', 'steps': {'a b': {'say': 'x'}}}",
                        "/steps/a b",
                        "BAD_STEP_NAME"),
                row(
                        "{'start': 'a/~', 'steps': {'a/~': {'say': 'x'}}}",
                        "/steps/a~1~0",
                        "BAD_STEP_NAME"),
                row("{'start': 'a', 'steps': {'a': null}}", "/steps/a", "EMPTY_STEP"));
    }

    @ParameterizedTest
    @MethodSource("wrongDocuments")
    void refusesDocuments(String document, String pointer, String code) {
        assertThat(FlowDocuments.problems(FlowDocuments.tree(document)))
                .extracting(FlowProblem::pointer, FlowProblem::code)
                .contains(tuple(pointer, code));
    }

    static Stream<Arguments> wrongSteps() {
        String long4097 = "x".repeat(4097);
        return Stream.of(
                row("'a': {}", "/steps/a", "EMPTY_STEP"),
                row("'a': {'next': 'bye'}, " + BYE, "/steps/a", "EMPTY_STEP"),
                row("'a': {'speak': 'x'}", "/steps/a/speak", "UNKNOWN_MEMBER"),
                row("'a': {'say': 5}", "/steps/a/say", "WRONG_TYPE"),
                row("'a': {'say': ' '}", "/steps/a/say", "EMPTY_TEXT"),
                row("'a': {'say': '" + long4097 + "'}", "/steps/a/say", "TEXT_TOO_LONG"),
                row("'a': {'say': 'Hi {{first name}}'}", "/steps/a/say", "BAD_PLACEHOLDER"),
                row("'a': {'say': 'Hi {{name'}", "/steps/a/say", "BAD_PLACEHOLDER"),
                row("'a': {'say': 'Hi name}}'}", "/steps/a/say", "BAD_PLACEHOLDER"),
                row("'a': {'say': 'x', 'next': 'nowhere'}", "/steps/a/next", "MISSING_TARGET"),
                row("'a': {'say': 'x'}, 'b': {'say': 'y'}", "/steps/b", "UNREACHABLE_STEP"),
                row("'a': {'say': 'x', 'next': 'a'}", "/steps/a", "LOOP_WITHOUT_LIMIT"),
                row(
                        "'a': {'say': 'x', 'next': 'b'}, 'b': {'gather': {}, 'on': {'1': 'a'}}",
                        "/steps/a",
                        "LOOP_WITHOUT_LIMIT"),
                row(
                        "'a': {'say': 'x', 'next': 'b'}, 'b': {'gather': {}, 'on_no_input': 'b'}",
                        "/steps/b",
                        "LOOP_WITHOUT_LIMIT"),
                row("'a': {'say': 'x', 'max_visits': 0}", "/steps/a/max_visits", "OUT_OF_RANGE"),
                row("'a': {'say': 'x', 'max_visits': '3'}", "/steps/a/max_visits", "WRONG_TYPE"),
                row("'a': {'say': 'x', 'on': {'1': 'a'}}", "/steps/a/on", "MISPLACED_MEMBER"),
                row(
                        "'a': {'say': 'x', 'on_failed': 'a'}",
                        "/steps/a/on_failed",
                        "MISPLACED_MEMBER"),
                row("'a': {'hang_up': false}", "/steps/a/hang_up", "BAD_VALUE"),
                row("'a': {'hang_up': 1}", "/steps/a/hang_up", "WRONG_TYPE"),
                row("'a': {'hang_up': true, 'next': 'a'}", "/steps/a/next", "MISPLACED_MEMBER"),
                row("'a': {'opt_out': 'yes'}", "/steps/a/opt_out", "WRONG_TYPE"),
                row("'a': {'goal': ''}", "/steps/a/goal", "BAD_NAME"),
                row("'a': {'set': {'x y': '1'}}", "/steps/a/set/x y", "BAD_NAME"),
                row("'a': {'set': {'x': 1}}", "/steps/a/set/x", "WRONG_TYPE"),
                row("'a': {'set': {}}", "/steps/a/set", "EMPTY_STEP"),
                row("'a': {'pause': '5 s'}", "/steps/a/pause", "BAD_DURATION"),
                row("'a': {'pause': 'PT0S'}", "/steps/a/pause", "OUT_OF_RANGE"),
                row("'a': {'pause': 5}", "/steps/a/pause", "WRONG_TYPE"),
                row("'a': {'pause_seconds': 'PT5S'}", "/steps/a/pause_seconds", "WRONG_TYPE"),
                row("'a': {'pause_seconds': 1e300}", "/steps/a/pause_seconds", "OUT_OF_RANGE"),
                row(
                        "'a': {'pause': 'PT1S', 'pause_seconds': 1}",
                        "/steps/a/pause_seconds",
                        "CONTRADICTION"),
                row("'a': {'send_digits': '12x'}", "/steps/a/send_digits", "BAD_DIGITS"),
                row("'a': {'play': 'song'}", "/steps/a/play", "BAD_AUDIO"),
                row("'a': {'play': {}}", "/steps/a/play", "REQUIRED"),
                row("'a': {'play': 7}", "/steps/a/play", "WRONG_TYPE"),
                row("'a': {'play': {'audio': 'song'}}", "/steps/a/play/audio", "BAD_AUDIO"),
                row(
                        "'a': {'play': {'url': 'https://x.example', 'file': 'x'}}",
                        "/steps/a/play/file",
                        "UNKNOWN_MEMBER"),
                row("'a': {'agent': {'agent_id': 'x'}}", "/steps/a/agent", "NOT_AVAILABLE_YET"),
                row("'a': {'gather': {}, 'record': {}}", "/steps/a/record", "CONTRADICTION"),
                row("'a': {'gather': {}, 'hang_up': true}", "/steps/a/hang_up", "CONTRADICTION"),
                row("'a': {'gather': 'x'}", "/steps/a/gather", "WRONG_TYPE"),
                gather("'max_digits': 33", "/max_digits", "OUT_OF_RANGE"),
                gather("'max_digits': 2.5", "/max_digits", "WRONG_TYPE"),
                gather("'max_digits': 99999999999", "/max_digits", "OUT_OF_RANGE"),
                gather("'valid_digits': '12a'", "/valid_digits", "BAD_DIGITS"),
                gather("'valid_digits': '112'", "/valid_digits", "BAD_DIGITS"),
                gather("'valid_digits': ''", "/valid_digits", "BAD_DIGITS"),
                gather("'valid_digits': '12#', 'finish_on': '#'", "/valid_digits", "CONTRADICTION"),
                gather("'finish_on': 'x'", "/finish_on", "BAD_DIGITS"),
                gather("'tries': 0", "/tries", "OUT_OF_RANGE"),
                gather("'tries': 11", "/tries", "OUT_OF_RANGE"),
                gather("'barge_in': 'no'", "/barge_in", "WRONG_TYPE"),
                gather("'first_digit_timeout': 'PT2M'", "/first_digit_timeout", "OUT_OF_RANGE"),
                gather("'inter_digit_timeout': 'soon'", "/inter_digit_timeout", "BAD_DURATION"),
                gather("'save_as': 'a b'", "/save_as", "BAD_NAME"),
                gather("'say': '" + long4097 + "'", "/say", "TEXT_TOO_LONG"),
                gather("'timeout': 'PT5S'", "/timeout", "UNKNOWN_MEMBER"),
                row("'a': {'gather': {}, 'on': {'1': 'gone'}}", "/steps/a/on/1", "MISSING_TARGET"),
                row(
                        "'a': {'gather': {}, 'on_other': 'gone'}",
                        "/steps/a/on_other",
                        "MISSING_TARGET"),
                key("'valid_digits': '12'", "3"),
                key("'max_digits': 1", "12"),
                key("'finish_on': '#'", "#"),
                key("'max_digits': 2", "x"),
                key("'max_digits': 2", ""),
                transfer("'timeout': 'PT20S'", "/to", "REQUIRED"),
                transfer("'to': '2025550111'", "/to", "PHONE_INVALID"),
                transfer("'to': '+19005550111'", "/to", "PHONE_NOT_ALLOWED"),
                transfer("'to': '+870123456789'", "/to", "PHONE_NOT_ALLOWED"),
                transfer("'to': '+15555555'", "/to", "PHONE_INVALID"),
                transfer("'to': 5", "/to", "WRONG_TYPE"),
                transfer("'to': '+12025550111', 'timeout': 'PT1S'", "/timeout", "OUT_OF_RANGE"),
                transfer("'to': '+12025550111', 'from': '+1'", "/from", "UNKNOWN_MEMBER"),
                row(
                        "'a': {'record': {'silence': 'PT0S'}}",
                        "/steps/a/record/silence",
                        "OUT_OF_RANGE"),
                row(
                        "'a': {'record': {'format': 'mp3'}}",
                        "/steps/a/record/format",
                        "UNKNOWN_MEMBER"),
                row("'a': {'record': true}", "/steps/a/record", "WRONG_TYPE"),
                row("'a': {'branch': {'equals': {}}}", "/steps/a/branch/variable", "REQUIRED"),
                row("'a': {'branch': {'variable': 'v'}}", "/steps/a/branch/equals", "REQUIRED"),
                row(
                        "'a': {'branch': {'variable': 'v', 'equals': {'x/y': 'gone'}}}",
                        "/steps/a/branch/equals/x~1y",
                        "MISSING_TARGET"),
                row(
                        "'a': {'branch': {'variable': 'v', 'equals': {}, 'default': 'gone'}}",
                        "/steps/a/branch/default",
                        "MISSING_TARGET"),
                row(
                        "'a': {'branch': {'variable': 'v', 'equals': {}}, 'next': 'a'}",
                        "/steps/a/next",
                        "MISPLACED_MEMBER"));
    }

    private static Arguments row(String text, String pointer, String code) {
        return Arguments.of(text, pointer, code);
    }

    private static Arguments gather(String members, String pointer, String code) {
        return row("'a': {'gather': {" + members + "}}", "/steps/a/gather" + pointer, code);
    }

    private static Arguments transfer(String members, String pointer, String code) {
        return row("'a': {'transfer': {" + members + "}}", "/steps/a/transfer" + pointer, code);
    }

    private static Arguments key(String members, String key) {
        return row(
                "'a': {'gather': {" + members + "}, 'on': {'" + key + "': 'bye'}}, " + BYE,
                "/steps/a/on/" + key,
                "BAD_KEY");
    }

    @ParameterizedTest
    @MethodSource("wrongSteps")
    void refusesStepsAndNothingElse(String steps, String pointer, String code) {
        assertThat(FlowDocuments.problems(FlowDocuments.steps(steps)))
                .extracting(FlowProblem::pointer, FlowProblem::code)
                .containsExactly(tuple(pointer, code));
    }

    @Test
    void refusesMoreStepsThanAPersonBears() {
        String steps =
                IntStream.rangeClosed(0, FlowReader.MOST_STEPS)
                        .mapToObj(i -> "'s%d': {'say': 'x', 'next': 's%d'}".formatted(i, i + 1))
                        .collect(Collectors.joining(","));

        assertThat(
                        FlowDocuments.problems(
                                FlowDocuments.json("{'start': 's0', 'steps': {" + steps + "}}")))
                .extracting(FlowProblem::pointer, FlowProblem::code)
                .containsExactly(tuple("/steps", "TOO_MANY_STEPS"));
    }

    @Test
    void findsAllProblemsAtOnce() {
        assertThat(
                        FlowDocuments.problems(
                                FlowDocuments.steps(
                                        "'a': {'say': '', 'goal': ''}, 'b': {'pause': 'x'}")))
                .extracting(FlowProblem::code)
                .containsExactlyInAnyOrder("EMPTY_TEXT", "BAD_NAME", "BAD_DURATION");
    }

    @Test
    void tellsWhatCannotBeReadFromWhatIsWrong() {
        assertThat(FlowDocuments.problems(FlowDocuments.steps("'a': {'speak': 'x'}")))
                .allMatch(FlowProblem::malformed);
        assertThat(FlowDocuments.problems(FlowDocuments.steps("'a': {'say': ''}")))
                .noneMatch(FlowProblem::malformed);
    }
}
