package io.carillon.api.callback;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.carrier.Script;
import io.carillon.activities.carrier.Silence;
import io.carillon.activities.inbox.CallbackDesk;
import io.carillon.activities.media.HoldMusic;
import io.carillon.api.http.ApiProblem;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;
import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code GET /callbacks/{carrier}/{token}/audio/{id}}: what a call plays, for carriers that fetch
 * it. They sign no such request (Twilio docs, Play), so the call's token is the authority, for the
 * audio of its organization.
 */
@Hidden
@RestController
class CarrierAudio {
    private final CallbackDesk desk;
    private final Blobs blobs;

    CarrierAudio(CallbackDesk desk, Blobs blobs) {
        this.desk = desk;
        this.blobs = blobs;
    }

    @GetMapping("/callbacks/{carrier}/{token}/audio/{id}")
    ResponseEntity<InputStreamResource> audio(
            @PathVariable String carrier,
            @PathVariable String token,
            @PathVariable String id,
            HttpServletRequest request)
            throws IOException {
        OrganizationId organization =
                desk.audience(carrier, token, CarrierCallbacks.tag(request))
                        .orElseThrow(() -> ApiProblem.notFound("call"));
        if (id.equals(Script.Play.HOLD_MUSIC)) {
            return wav(HoldMusic.wav());
        }
        Optional<byte[]> silence = Silence.named(id);
        if (silence.isPresent()) {
            return wav(silence.get());
        }
        Blobs.Blob audio =
                read(id).flatMap(blob -> blobs.find(organization, blob))
                        .filter(blob -> blob.purpose() == BlobPurpose.AUDIO)
                        .orElseThrow(() -> ApiProblem.notFound("audio"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(audio.contentType()))
                .contentLength(audio.sizeBytes())
                .body(new InputStreamResource(blobs.open(organization, audio.id())));
    }

    private static ResponseEntity<InputStreamResource> wav(byte[] audio) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("audio/wav"))
                .contentLength(audio.length)
                .body(new InputStreamResource(new ByteArrayInputStream(audio)));
    }

    private static Optional<BlobId> read(String id) {
        try {
            return Optional.of(BlobId.parse(id));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }
}
