package io.carillon.api.call;

import io.carillon.activities.blob.Blobs;
import io.carillon.activities.call.CallView;
import io.carillon.activities.call.Calls;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.OrganizationId;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A call's recording, whole or by range. */
@RestController
public final class RecordingController {
    private final Calls calls;
    private final Blobs blobs;

    public RecordingController(Calls calls, Blobs blobs) {
        this.calls = calls;
        this.blobs = blobs;
    }

    @GetMapping("/api/v1/calls/{id}/recording")
    @Scope("calls:read")
    ResponseEntity<BlobResource> recording(OrganizationId organization, @PathVariable CallId id) {
        CallView call = calls.find(organization, id).orElseThrow(() -> ApiProblem.notFound("call"));
        Blobs.Blob blob =
                java.util.Optional.ofNullable(call.recording())
                        .flatMap(recording -> blobs.find(organization, recording))
                        .orElseThrow(() -> ApiProblem.notFound("recording"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(blob.contentType()))
                .header("Cache-Control", "private")
                .eTag(blob.sha256())
                .body(new BlobResource(blobs, organization, blob));
    }
}
