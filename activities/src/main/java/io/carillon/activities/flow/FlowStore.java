package io.carillon.activities.flow;

import io.carillon.workflows.ids.FlowId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/** Flows and their versions. A version never changes; a change is a new version. */
public interface FlowStore {
    /**
     * Checks a flow and fetches its audio, up to 15 s an address: call it outside a transaction.
     * Nothing is stored but audio.
     *
     * @param flow as in the contract
     * @throws FlowRefused with every problem; pointers are relative to {@code flow}
     */
    AcceptedFlow accept(OrganizationId organization, JsonNode flow);

    /**
     * The flow of a message: says it and hangs up.
     *
     * @throws FlowRefused with pointers relative to the message (the empty one)
     */
    AcceptedFlow acceptMessage(String message);

    /**
     * Within the current transaction or one of its own.
     *
     * @param inline made inside another request; such flows are not listed
     */
    StoredFlow create(OrganizationId organization, AcceptedFlow flow, boolean inline);

    /** The next version; empty when there is no such flow. Transaction as in {@link #create}. */
    Optional<StoredFlow> addVersion(OrganizationId organization, FlowId id, AcceptedFlow flow);

    /** The latest version's id, which a campaign pins; empty when there is no such flow. */
    Optional<FlowVersionId> latest(OrganizationId organization, FlowId id);

    /** The flow a version belongs to; empty when there is none. */
    Optional<FlowId> flowOf(OrganizationId organization, FlowVersionId version);

    /**
     * @param version null: the latest
     */
    Optional<StoredFlow> find(OrganizationId organization, FlowId id, @Nullable Integer version);

    /**
     * Latest versions, newest flow first, inline ones left out.
     *
     * @param after the last flow of the page before; null: from the newest
     */
    List<StoredFlow> list(OrganizationId organization, @Nullable FlowId after, int limit);
}
