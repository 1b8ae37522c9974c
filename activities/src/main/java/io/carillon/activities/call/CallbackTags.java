package io.carillon.activities.call;

import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What a callback's address says beside its token: whose call it is, so that nobody need look it
 * up. Sealed together with the token, so that nobody but us can have written it for that call.
 */
public final class CallbackTags {
    /** Of the address's query. */
    public static final String PARAMETER = "tag";

    private static final int IDS_BYTES = 4 * Long.BYTES;

    private final Sealer sealer;

    public CallbackTags(Sealer sealer) {
        this.sealer = sealer;
    }

    /** A call that is dialed, and the account it is dialed with. */
    public record Addressee(CallId call, AccountId account) {}

    /**
     * @param token of the call's row
     */
    public String write(Addressee addressee, String token) {
        byte[] secret = token.getBytes(StandardCharsets.UTF_8);
        UUID call = addressee.call().value();
        UUID account = addressee.account().value();
        byte[] said =
                ByteBuffer.allocate(IDS_BYTES + secret.length)
                        .putLong(call.getMostSignificantBits())
                        .putLong(call.getLeastSignificantBits())
                        .putLong(account.getMostSignificantBits())
                        .putLong(account.getLeastSignificantBits())
                        .put(secret)
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealer.seal(said));
    }

    /**
     * @param tag null: the address has none
     * @return empty when it is not ours, or another token's: then the token is to be looked up
     */
    public Optional<Addressee> read(@Nullable String tag, String token) {
        return tag == null ? Optional.empty() : opened(tag).flatMap(said -> of(said, token));
    }

    private Optional<byte[]> opened(String tag) {
        try {
            return Optional.of(sealer.open(Base64.getUrlDecoder().decode(tag)));
        } catch (IllegalArgumentException | IllegalStateException forged) {
            return Optional.empty();
        }
    }

    private static Optional<Addressee> of(byte[] said, String token) {
        byte[] secret = token.getBytes(StandardCharsets.UTF_8);
        if (said.length != IDS_BYTES + secret.length) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(said);
        var addressee =
                new Addressee(
                        new CallId(new UUID(read.getLong(), read.getLong())),
                        new AccountId(new UUID(read.getLong(), read.getLong())));
        byte[] sealed = new byte[secret.length];
        read.get(sealed);
        return MessageDigest.isEqual(sealed, secret) ? Optional.of(addressee) : Optional.empty();
    }
}
