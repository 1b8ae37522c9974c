package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.carrier.Detection;
import io.carillon.activities.carrier.DialAnswer;
import io.carillon.activities.carrier.DialAnswer.Ambiguous;
import io.carillon.activities.carrier.DialAnswer.NotSent;
import io.carillon.activities.carrier.DialAnswer.Problem;
import io.carillon.activities.carrier.DialAnswer.Refused;
import io.carillon.activities.carrier.TroubledHost;
import io.carillon.activities.carrier.TroubledHost.Answer;
import io.carillon.activities.carrier.TroubledHost.Cut;
import io.carillon.activities.carrier.TroubledHost.CutInBody;
import io.carillon.activities.carrier.TroubledHost.Garbage;
import io.carillon.activities.carrier.TroubledHost.Hang;
import io.carillon.activities.carrier.TroubledHost.Reset;
import io.carillon.activities.carrier.TroubledHost.Trouble;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.stream.Stream;

/**
 * One dial is one POST or none, whatever comes back: the SDK's own client sends three on a 500, six
 * on a 503, two on a 429.
 */
class TwilioOnePostTest {
    private static final TwilioDriver DRIVER = Twilios.driver();
    private TroubledHost host;

    @BeforeEach
    void open() throws IOException {
        host = new TroubledHost();
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    @AfterAll
    static void closeDriver() throws IOException {
        DRIVER.close();
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new Answer(500, ""), Ambiguous.class),
                Arguments.of(new Answer(500, Twilios.error(500, 20500)), Ambiguous.class),
                Arguments.of(new Answer(502, "<html>"), Ambiguous.class),
                Arguments.of(new Answer(503, ""), Ambiguous.class),
                Arguments.of(new Answer(503, Twilios.error(503, 20503)), Ambiguous.class),
                Arguments.of(new Answer(504, ""), Ambiguous.class),
                Arguments.of(new Answer(429, Twilios.error(429, 20429)), NotSent.class),
                Arguments.of(new Answer(429, "slow down"), Ambiguous.class),
                Arguments.of(new Answer(429, Twilios.error(400, 20429)), Ambiguous.class),
                Arguments.of(new Answer(400, Twilios.error(400, 21211)), Refused.class),
                Arguments.of(new Answer(400, "{\"code\":21211}"), Ambiguous.class),
                Arguments.of(new Answer(400, ""), Ambiguous.class),
                Arguments.of(new Answer(401, Twilios.error(401, 20003)), NotSent.class),
                Arguments.of(new Answer(401, ""), Ambiguous.class),
                Arguments.of(new Answer(408, Twilios.error(408, 1)), Ambiguous.class),
                Arguments.of(new Answer(499, Twilios.error(499, 1)), Ambiguous.class),
                Arguments.of(new Answer(201, ""), Ambiguous.class),
                Arguments.of(new Answer(201, "{\"sid\":"), Ambiguous.class),
                Arguments.of(new Answer(201, "{\"sid\":null}"), Ambiguous.class),
                Arguments.of(new Answer(201, "[]"), Ambiguous.class),
                Arguments.of(new Answer(200, "{\"sid\":\"CA1\"}"), Ambiguous.class),
                Arguments.of(new Answer(302, ""), Ambiguous.class),
                Arguments.of(new Cut(), Ambiguous.class),
                Arguments.of(new CutInBody(201), Ambiguous.class),
                Arguments.of(new CutInBody(400), Ambiguous.class),
                Arguments.of(new Reset(), Ambiguous.class),
                Arguments.of(new Garbage(), Ambiguous.class),
                Arguments.of(new Hang(), Ambiguous.class));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void sendsOneRequestWhateverComesBack(Trouble trouble, Class<? extends DialAnswer> kind) {
        host.meetEveryRequestWith(trouble);

        DialAnswer answer = dial(host.url());

        assertThat(answer).isInstanceOf(kind);
        assertThat(host.posts()).hasSize(1);
    }

    /** A host that speaks no TLS is no Twilio: nothing was asked of it. */
    @Test
    void sendsNothingWhereTlsFails() {
        host.meetEveryRequestWith(new Garbage());

        DialAnswer answer = dial(host.url().replace("http:", "https:"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        NotSent.class, no -> assertThat(no.problem()).isEqualTo(Problem.DOWN));
        assertThat(host.posts()).isEmpty();
    }

    private static DialAnswer dial(String url) {
        return DRIVER.dial(
                Twilios.account(url),
                Twilios.request(Detection.VERDICT, false, Twilios.hello(), () -> true));
    }
}
