package io.carillon.activities.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret an endpoint's deliveries are signed with, as Standard Webhooks 1.0.0 writes it: {@code
 * whsec_} and base64 of 24 to 64 bytes; ours have 32. Printing it hides it.
 */
public record SigningSecret(String written) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    public static SigningSecret fresh() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SigningSecret("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }

    /** One signature, {@code v1,…}, over id, seconds and body. */
    String sign(String id, long seconds, String body) {
        try {
            return new Webhook(written).sign(id, seconds, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException unfit) {
            throw new IllegalStateException("a signing secret cannot sign", unfit);
        }
    }

    @Override
    public String toString() {
        return "whsec_***";
    }
}
