package io.carillon.activities.organization;

import io.carillon.workflows.ids.KeyId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keys of programs. Secrets go in and never come out. */
public interface ApiKeyStore {
    /** The key with this secret, when it is in force; before the organization is known. */
    Optional<Presented> present(String secret);

    /** Writes a key within the current transaction. */
    ApiKey insert(
            OrganizationId organization,
            String name,
            String secret,
            List<String> scopes,
            @Nullable Instant expiresAt);

    /** Oldest first; revoked ones are left out. */
    List<ApiKey> list(OrganizationId organization, @Nullable UUID after, int limit);

    Optional<ApiKey> find(OrganizationId organization, KeyId key);

    /** False when there is no such key in force. */
    boolean revoke(OrganizationId organization, KeyId key);

    /** The key keeps its id, name and scopes; the old secret is dead at once. False as above. */
    boolean rotate(OrganizationId organization, KeyId key, String secret);

    /** What a secret proves. */
    record Presented(KeyId key, OrganizationId organization, List<String> scopes) {}

    /**
     * @param expiresAt null: does not expire
     */
    record ApiKey(
            KeyId id,
            String name,
            List<String> scopes,
            @Nullable Instant expiresAt,
            Instant createdAt) {}
}
