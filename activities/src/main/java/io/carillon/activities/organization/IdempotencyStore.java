package io.carillon.activities.organization;

import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Answers kept for repeated requests. Every method joins the caller's transaction. A null
 * organization is the operator's, whose keys lie beside those of the organization they touched.
 */
public interface IdempotencyStore {
    /** How long an answer is kept. */
    Duration KEPT = Duration.ofHours(24);

    /** False when a transaction that is still running holds the key. */
    boolean lock(@Nullable OrganizationId organization, String key);

    /** What is known of the key; older than {@link #KEPT} is unknown. */
    Optional<Kept> find(@Nullable OrganizationId organization, String key);

    /** Notes that a request runs, replacing what was there. */
    void begin(OrganizationId organization, String key, byte[] requestHash);

    /** Keeps an answer unless another was kept meanwhile by a request that is not this one. */
    void keep(OrganizationId organization, boolean operator, String key, Kept answer);

    /** Forgets a request that ended without an answer worth keeping. */
    void forget(OrganizationId organization, String key);

    /** Removes what is older than {@link #KEPT}, a page in a transaction; answers with how many. */
    int purge();

    /**
     * @param status null while the first request runs
     * @param secretFor id of what was made when the answer showed a secret and is not stored
     * @param age since the request began
     */
    record Kept(
            byte[] requestHash,
            @Nullable Integer status,
            @Nullable String contentType,
            byte[] body,
            @Nullable String secretFor,
            Duration age) {}
}
