package io.carillon.activities.organization;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with the key of the key file. Sealed: version byte, 12 bytes nonce, ciphertext. */
final class KeyFileSealer implements Sealer {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12; // NIST SP 800-38D section 5.2.1.1
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    KeyFileSealer(Path keyFile) {
        this.key = new SecretKeySpec(KeyFile.readOrMake(keyFile), "AES");
    }

    @Override
    public byte[] seal(byte[] secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, nonce, secret);
        return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
                .put(VERSION)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    @Override
    public byte[] open(byte[] sealed) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new IllegalStateException(
                    "sealed secret of %d bytes is not of version %d"
                            .formatted(sealed.length, VERSION));
        }
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES),
                Arrays.copyOfRange(sealed, 1 + NONCE_BYTES, sealed.length));
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException(
                    "secret cannot be opened: it was sealed with another key file, or changed",
                    unfit);
        }
    }
}
