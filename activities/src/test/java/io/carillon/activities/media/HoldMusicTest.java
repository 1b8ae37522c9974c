package io.carillon.activities.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

class HoldMusicTest {
    @Test
    void isAudioATelephoneLineCarries() throws IOException, UnsupportedAudioFileException {
        AudioInputStream audio =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(HoldMusic.wav()));

        assertThat(audio.getFormat().getSampleRate()).isEqualTo(8000);
        assertThat(audio.getFormat().getChannels()).isEqualTo(1);
        assertThat(audio.getFrameLength()).isEqualTo(8000 * HoldMusic.LENGTH.toSeconds());
    }

    @Test
    void isHeardAndNeverLoud() throws IOException, UnsupportedAudioFileException {
        AudioInputStream audio =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(HoldMusic.wav()));
        byte[] samples = audio.readAllBytes();

        int loudest = 0;
        for (int i = 1; i < samples.length; i += 2) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        assertThat(loudest).isBetween(10, 40);
    }
}
