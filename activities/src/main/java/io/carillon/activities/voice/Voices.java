package io.carillon.activities.voice;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of voices a flow may use: aliases that mean a fitting voice on every carrier, and
 * carriers' own names ({@code Polly.Matthew}, {@code Google.en-US-Wavenet-D}, {@code
 * en-US-GuyNeural}), which other carriers replace by the alias of their language.
 */
public final class Voices {
    public static final String DEFAULT = "default-en";

    private static final String DEFAULT_LANGUAGE = "en-US";

    private static final Pattern OWN =
            Pattern.compile(
                    "Polly\\.[A-Z][a-z]+(-Neural|-Generative)?"
                            + "|Google\\.[A-Za-z0-9-]{2,60}"
                            + "|[a-z]{2,3}-[A-Z]{2}-[A-Za-z]{2,40}Neural");

    private static final Pattern LANGUAGE =
            Pattern.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?");

    // Twilio: twilio.com/docs/voice/twiml/say/text-speech. Ilyost speaks Azure's voices.
    private static final List<Voice> ALL =
            List.of(
                    voice("default-en", "en-US", "Polly.Joanna", "en-US-JennyNeural"),
                    voice("default-en-gb", "en-GB", "Polly.Amy", "en-GB-SoniaNeural"),
                    voice("default-en-au", "en-AU", "Polly.Nicole", "en-AU-NatashaNeural"),
                    voice("default-es", "es-US", "Polly.Lupe", "es-US-PalomaNeural"),
                    voice("default-es-es", "es-ES", "Polly.Conchita", "es-ES-ElviraNeural"),
                    voice("default-es-mx", "es-MX", "Polly.Mia", "es-MX-DaliaNeural"),
                    voice("default-fr", "fr-FR", "Polly.Celine", "fr-FR-DeniseNeural"),
                    voice("default-fr-ca", "fr-CA", "Polly.Chantal", "fr-CA-SylvieNeural"),
                    voice("default-de", "de-DE", "Polly.Vicki", "de-DE-KatjaNeural"),
                    voice("default-it", "it-IT", "Polly.Bianca", "it-IT-ElsaNeural"),
                    voice("default-pt", "pt-BR", "Polly.Camila", "pt-BR-FranciscaNeural"),
                    voice("default-pt-pt", "pt-PT", "Polly.Ines", "pt-PT-RaquelNeural"),
                    voice("default-nl", "nl-NL", "Polly.Lotte", "nl-NL-ColetteNeural"),
                    voice("default-pl", "pl-PL", "Polly.Ewa", "pl-PL-ZofiaNeural"),
                    voice("default-sv", "sv-SE", "Polly.Astrid", "sv-SE-SofieNeural"),
                    voice("default-da", "da-DK", "Polly.Naja", "da-DK-ChristelNeural"),
                    voice("default-nb", "nb-NO", "Polly.Liv", "nb-NO-PernilleNeural"),
                    voice("default-tr", "tr-TR", "Polly.Filiz", "tr-TR-EmelNeural"),
                    voice("default-ja", "ja-JP", "Polly.Mizuki", "ja-JP-NanamiNeural"),
                    voice("default-zh", "cmn-CN", "Polly.Zhiyu", "zh-CN-XiaoxiaoNeural"));

    private static final Map<String, Voice> BY_ALIAS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Voice::alias, Function.identity()));

    private Voices() {}

    /** The aliases, in the order they are shown. */
    public static List<Voice> all() {
        return ALL;
    }

    /** A flow may name it. */
    public static boolean known(String voice) {
        return BY_ALIAS.containsKey(voice) || OWN.matcher(voice).matches();
    }

    /** Looks like BCP 47. */
    public static boolean isLanguage(String language) {
        return LANGUAGE.matcher(language).matches();
    }

    /** BCP 47; for carriers' own names what they begin with, else English. */
    public static String languageOf(@Nullable String voice) {
        Voice alias = voice == null ? null : BY_ALIAS.get(voice);
        return alias == null ? DEFAULT_LANGUAGE : alias.language();
    }

    /** The alias to speak a language with; the general one when there is none. */
    public static String forLanguage(String language) {
        return ALL.stream()
                .filter(voice -> voice.language().equalsIgnoreCase(language))
                .findFirst()
                .or(() -> sameTongue(language))
                .map(Voice::alias)
                .orElse(DEFAULT);
    }

    private static Optional<Voice> sameTongue(String language) {
        String tongue = language.split("-", 2)[0];
        return ALL.stream().filter(voice -> voice.language().startsWith(tongue + "-")).findFirst();
    }

    /**
     * What a carrier calls a voice of a script: an alias becomes the carrier's name, the carrier's
     * own name stays, another carrier's becomes the alias of the language.
     *
     * @param carrier {@code twilio}, {@code ilyost}
     * @return the alias itself for carriers that have no names of their own
     */
    public static String on(String carrier, String voice, String language) {
        Voice alias = BY_ALIAS.get(voice);
        if (alias != null) {
            return alias.names().getOrDefault(carrier, voice);
        }
        boolean twilios = voice.startsWith("Polly.") || voice.startsWith("Google.");
        if (carrier.equals(twilios ? "twilio" : "ilyost")) {
            return voice;
        }
        return on(carrier, forLanguage(language), language);
    }

    /**
     * What a carrier speaks with in place of a voice it does not have.
     *
     * @return empty when it has the voice, or all voices are the same to it
     */
    public static Optional<String> fallback(String carrier, String voice, String language) {
        boolean alias = BY_ALIAS.containsKey(voice);
        boolean named = ALL.getFirst().names().containsKey(carrier);
        String spoken = on(carrier, voice, language);
        return alias || !named || spoken.equals(voice) ? Optional.empty() : Optional.of(spoken);
    }

    /**
     * @param alias as flows name it
     * @param language BCP 47
     * @param names what each carrier calls it
     */
    public record Voice(String alias, String language, Map<String, String> names) {}

    private static Voice voice(String alias, String language, String twilio, String azure) {
        return new Voice(alias, language, Map.of("twilio", twilio, "ilyost", azure));
    }
}
