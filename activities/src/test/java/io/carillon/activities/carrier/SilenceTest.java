package io.carillon.activities.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;

import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

class SilenceTest {
    @Test
    void lastsAsLongAsItIsNamedAndSaysNothing() throws IOException, UnsupportedAudioFileException {
        String url = new CallbackAddress("http://x/token?tag=1").silence(Duration.ofMillis(1500));
        String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        byte[] file = Silence.named(name).orElseThrow();

        try (AudioInputStream audio =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertThat(audio.getFrameLength() / audio.getFormat().getFrameRate()).isEqualTo(1.5f);
            assertThat(audio.readAllBytes()).containsOnly((byte) 128);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"silence-", "silence--1", "silence-120001", "silence-9999999", "blob_1"})
    void isNothingElse(String name) {
        assertThat(Silence.named(name)).isEmpty();
    }
}
