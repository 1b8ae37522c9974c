package io.carillon.activities.flow;

import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/**
 * One version of a flow.
 *
 * @param version from 1
 * @param definition as written, audio in the place of URLs
 * @param createdAt of this version
 */
public record StoredFlow(
        FlowId id,
        FlowVersionId versionId,
        int version,
        String name,
        ObjectNode definition,
        Instant createdAt) {}
