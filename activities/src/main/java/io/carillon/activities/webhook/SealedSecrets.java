package io.carillon.activities.webhook;

import io.carillon.activities.organization.Sealer;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Signing secrets as their columns hold them. */
record SealedSecrets(Sealer sealer) {
    byte[] seal(SigningSecret secret) {
        return sealer.seal(secret.written().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param previous null: it does not sign any more
     * @return newest first
     */
    List<SigningSecret> inForce(byte[] newest, byte @Nullable [] previous) {
        return previous == null ? List.of(open(newest)) : List.of(open(newest), open(previous));
    }

    private SigningSecret open(byte[] sealed) {
        return new SigningSecret(new String(sealer.open(sealed), StandardCharsets.UTF_8));
    }
}
