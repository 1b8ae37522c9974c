package io.carillon.activities.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class DisclosuresTest {
    private static final String STOP = ", 'stop': {'opt_out': true, 'say': 'bye'}";

    @ParameterizedTest(name = "{0}: first {1}, nameless {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    'a': {'say': 'This is {{caller_name}}'}                                          ~ a   ~
                    'a': {'say': 'This is {{ caller_name | us }}'}                                   ~ a   ~
                    'a': {'say': 'Hello'}                                                            ~ a   ~ a
                    'a': {'say': 'Hello {{caller_names}}'}                                           ~ a   ~ a
                    'a': {'say': 'Hello', 'next': 'b'}, 'b': {'say': 'This is {{caller_name}}'}      ~ a   ~ a
                    'a': {'gather': {'say': 'This is {{caller_name}}', 'max_digits': 1}, 'next': 'b'}, 'b': {'hang_up': true} ~ a ~
                    'a': {'pause': 'PT1S', 'next': 'b'}, 'b': {'say': 'This is {{caller_name}}'}     ~ b   ~
                    'a': {'branch': {'variable': 'x', 'equals': {'1': 'b'}, 'default': 'c'}}, 'b': {'say': 'This is {{caller_name}}'}, 'c': {'say': 'Hello'} ~ b c ~ c
                    'a': {'branch': {'variable': 'x', 'equals': {'1': 'b'}, 'default': 'c'}}, 'b': {'hang_up': true}, 'c': {'say': 'This is {{caller_name}}'} ~ c ~
                    """)
    void asksForTheNameInWhatIsHeardFirst(String steps, String first, @Nullable String nameless) {
        Disclosures found = of(steps);

        assertThat(found.first()).containsExactlyInAnyOrderElementsOf(words(first));
        assertThat(found.nameless()).containsExactlyElementsOf(words(nameless));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    'a': {'say': 'x'}                                                                ~ a
                    'a': {'say': 'x', 'hang_up': true}                                               ~ a
                    'a': {'gather': {'say': 'x', 'max_digits': 1}, 'on': {'9': 'stop'}}              ~
                    'a': {'say': 'x', 'next': 'b'}, 'b': {'gather': {'max_digits': 1}, 'on': {'9': 'stop'}} ~
                    'a': {'gather': {'say': 'x', 'max_digits': 1}, 'on': {'9': 'b'}}, 'b': {'goal': 'no', 'next': 'stop'} ~
                    # offered after a question that says nothing of it: who does not answer never hears it
                    'a': {'gather': {'say': 'x', 'max_digits': 1}, 'on': {'1': 'b'}, 'on_no_input': 'c'}, 'b': {'gather': {'max_digits': 1}, 'on': {'9': 'stop'}}, 'c': {'hang_up': true} ~ c
                    'a': {'gather': {'say': 'x', 'max_digits': 1}, 'on': {'1': 'b'}, 'next': 'b'}, 'b': {'gather': {'max_digits': 1}, 'on': {'9': 'stop'}} ~
                    'a': {'say': 'x', 'transfer': {'to': '+12025550111'}, 'next': 'b'}, 'b': {'gather': {'max_digits': 1}, 'on': {'9': 'stop'}} ~ a
                    # nothing was heard
                    'a': {'branch': {'variable': 'x', 'equals': {'1': 'b'}, 'default': 'c'}}, 'b': {'hang_up': true}, 'c': {'gather': {'say': 'x', 'max_digits': 1}, 'on': {'9': 'stop'}} ~
                    """)
    void findsWaysThatOfferNoKeyToOptOut(String steps, @Nullable String ends) {
        Disclosures found = of(steps.contains("'stop'") ? steps + STOP : steps);

        assertThat(found.inescapable()).containsExactlyInAnyOrderElementsOf(words(ends));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    'a': {'say': 'Call {{opt_out_number}}'} ~
                    'a': {'say': 'x'}                       ~ a
                    """)
    void asksForTheNumberInWhatIsHeardFirst(String steps, @Nullable String numberless) {
        assertThat(of(steps).numberless()).containsExactlyElementsOf(words(numberless));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
                    'a': {'set': {'caller_name': 'Nobody'}, 'say': 'x'} ~ a
                    'a': {'gather': {'say': 'x', 'max_digits': 1, 'save_as': 'opt_out_number'}, 'next': 'b'}, 'b': {'hang_up': true} ~ a
                    'a': {'set': {'name': 'Ada'}, 'say': 'x'} ~
                    """)
    void findsWhoGivesTheCallerAnotherName(String steps, @Nullable String renaming) {
        assertThat(of(steps).renaming()).containsExactlyElementsOf(words(renaming));
    }

    @Test
    void findsNothingWrongWithTheExampleButTheNames() {
        Disclosures found = FlowDocuments.compiled(FlowDocuments.example()).disclosures();

        assertThat(found.inescapable()).isEmpty();
        assertThat(found.renaming()).isEmpty();
    }

    private static Disclosures of(String steps) {
        return FlowDocuments.compiled(FlowDocuments.steps(steps)).disclosures();
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }
}
