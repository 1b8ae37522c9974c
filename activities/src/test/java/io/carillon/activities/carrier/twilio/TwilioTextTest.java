package io.carillon.activities.carrier.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

class TwilioTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "word ",
                "One sentence. Another one! ",
                "\u00e4\u00f6\u00fc\u00df ",
                "\u4f60\u597d\u3002",
                "\ud83d\ude00",
                "unbroken"
            })
    void isCutIntoPiecesThatAreAllSpoken(String part) {
        String text = part.repeat(4096 / part.length());

        List<String> pieces = TwilioText.pieces(text);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces).replaceAll("\\s", ""))
                .isEqualTo(text.replaceAll("\\s", ""));
        assertThat(pieces)
                .allSatisfy(
                        piece -> {
                            assertThat(piece).isNotBlank().isEqualTo(piece.strip());
                            assertThat(piece.getBytes(StandardCharsets.UTF_8).length)
                                    .isLessThanOrEqualTo(3000);
                            assertThat(URLEncoder.encode(piece, StandardCharsets.UTF_8).length())
                                    .isLessThanOrEqualTo(4500);
                            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
                        });
    }

    @Test
    void isCutBetweenSentencesFirst() {
        String sentence = "This is a sentence of fifty characters, no comma. ";

        assertThat(TwilioText.pieces(sentence.repeat(80)))
                .allSatisfy(piece -> assertThat(piece).startsWith("This").endsWith("comma."));
    }

    @Test
    void isCutBetweenWordsWhereASentenceIsLong() {
        assertThat(TwilioText.pieces("Yes. " + "word ".repeat(700)))
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece).endsWith("word"));
    }

    @Test
    void isLeftAloneWhenItFits() {
        assertThat(TwilioText.pieces(" Hello there. ")).containsExactly("Hello there.");
        assertThat(TwilioText.pieces("x".repeat(3000))).hasSize(1);
        assertThat(TwilioText.pieces("x".repeat(3001))).hasSize(2);
        assertThat(TwilioText.pieces("  ")).isEmpty();
    }
}
