package io.carillon.activities.flow;

import io.carillon.activities.blob.BlobPurpose;
import io.carillon.activities.blob.Blobs;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.webhook.UrlRefused;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.OrganizationId;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts audio in the place of URLs: each {@code play} of an accepted flow is rewritten to the id of
 * a blob that was looked at, and its length.
 */
final class AudioDesk {
    /** 20 minutes at telephone quality. */
    static final int MOST_BYTES = 10 << 20;

    private final Transactions transactions;
    private final Blobs blobs;
    private final Function<String, byte[]> fetch;

    /**
     * @param fetch the bytes behind a URL, or {@link UrlRefused}
     */
    AudioDesk(Transactions transactions, Blobs blobs, Function<String, byte[]> fetch) {
        this.transactions = transactions;
        this.blobs = blobs;
        this.fetch = fetch;
    }

    /** Rewrites the document in place and notes what could not be had. */
    void settle(OrganizationId organization, ObjectNode flow, List<FlowProblem> problems) {
        for (var step : flow.get("steps").properties()) {
            String pointer = "/steps" + FlowProblem.segment(step.getKey());
            settle(organization, step.getValue(), pointer, problems);
            JsonNode gather = step.getValue().get("gather");
            if (gather != null) {
                settle(organization, gather, pointer + "/gather", problems);
            }
        }
    }

    private void settle(
            OrganizationId organization,
            JsonNode holder,
            String pointer,
            List<FlowProblem> problems) {
        JsonNode play = holder.get("play");
        if (play == null || play.isNull()) {
            return;
        }
        try {
            String source = source(play);
            boolean url = source.startsWith("http");
            Kept kept =
                    url
                            ? transactions.ahead(source, () -> fetched(organization, source))
                            : uploaded(organization, source);
            ObjectNode settled = ((ObjectNode) holder).putObject("play");
            settled.put("audio", kept.id().toString());
            settled.put("length", kept.audio().length().toString());
        } catch (Refused refused) {
            problems.add(new FlowProblem(pointer + "/play", refused.code(), refused.message()));
        }
    }

    private static String source(JsonNode play) {
        if (play.isString()) {
            return play.stringValue();
        }
        return play.hasNonNull("audio") ? play.get("audio").asString() : play.get("url").asString();
    }

    private record Kept(BlobId id, AudioFile audio) {}

    private Kept fetched(OrganizationId organization, String url) {
        byte[] bytes;
        try {
            bytes = fetch.apply(url);
        } catch (UrlRefused refused) {
            throw new Refused(refused.code(), "the audio's address: " + refused.getMessage());
        }
        AudioFile audio = look(bytes);
        try {
            BlobId id =
                    blobs.write(
                            organization,
                            BlobPurpose.AUDIO,
                            audio.contentType(),
                            new ByteArrayInputStream(bytes),
                            MOST_BYTES);
            return new Kept(id, audio);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    private Kept uploaded(OrganizationId organization, String written) {
        BlobId id = BlobId.parse(written);
        Optional<Blobs.Blob> blob =
                blobs.find(organization, id).filter(b -> b.purpose() == BlobPurpose.AUDIO);
        if (blob.isEmpty()) {
            throw new Refused("AUDIO_NOT_FOUND", "there is no uploaded audio " + written);
        }
        try (InputStream stream = blobs.open(organization, id)) {
            return new Kept(id, look(stream.readNBytes(MOST_BYTES)));
        } catch (IOException gone) {
            throw new Refused("AUDIO_NOT_FOUND", "there is no uploaded audio " + written);
        }
    }

    private static AudioFile look(byte[] bytes) {
        return AudioFile.of(bytes)
                .orElseThrow(() -> new Refused("BAD_AUDIO", "not WAV or MP3 audio"));
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String message;

        Refused(String code, String message) {
            super(message);
            this.code = code;
            this.message = message;
        }

        String code() {
            return code;
        }

        String message() {
            return message;
        }
    }
}
