package io.carillon.api.call;

import io.carillon.activities.blob.Blobs;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

import java.io.IOException;
import java.io.InputStream;

/** A blob as Spring serves files: with its length, by range if asked. */
final class BlobResource extends AbstractResource {
    private final Blobs blobs;
    private final OrganizationId organization;
    private final Blobs.Blob blob;

    BlobResource(Blobs blobs, OrganizationId organization, Blobs.Blob blob) {
        this.blobs = blobs;
        this.organization = organization;
        this.blob = blob;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return blobs.open(organization, blob.id());
    }

    @Override
    public long contentLength() {
        return blob.sizeBytes();
    }

    @Override
    public String getDescription() {
        return blob.id().toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlobResource that && blob.equals(that.blob);
    }

    @Override
    public int hashCode() {
        return blob.hashCode();
    }
}
