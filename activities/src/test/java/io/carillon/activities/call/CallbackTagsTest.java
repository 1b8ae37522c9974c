package io.carillon.activities.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.call.CallbackTags.Addressee;
import io.carillon.activities.organization.Sealer;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.UUID;

class CallbackTagsTest {
    private static final byte SEALED = 42;

    private static final String TOKEN = "t".repeat(43);

    private final Addressee addressee =
            new Addressee(new CallId(new UUID(1, 2)), new AccountId(new UUID(Long.MAX_VALUE, -1)));
    private final CallbackTags tags = new CallbackTags(new MarkingSealer());
    private final String tag = tags.write(addressee, TOKEN);

    @Test
    void namesTheCallAndItsAccount() {
        assertThat(tags.read(tag, TOKEN)).contains(addressee);
        assertThat(tag).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void speaksForNoOtherToken() {
        assertThat(tags.read(tag, "x".repeat(43))).isEmpty();
        assertThat(tags.read(tag, TOKEN + "t")).isEmpty();
        assertThat(tags.read(tag, "")).isEmpty();
    }

    @Test
    void isNotReadWhenWeDidNotWriteIt() {
        assertThat(tags.read(null, TOKEN)).isEmpty();
        assertThat(tags.read("", TOKEN)).isEmpty();
        assertThat(tags.read("A" + tag, TOKEN)).isEmpty();
        assertThat(tags.read("no base64!", TOKEN)).isEmpty();
    }

    /** Opens only what it has marked. */
    private static final class MarkingSealer implements Sealer {
        @Override
        public byte[] seal(byte[] secret) {
            byte[] sealed = Arrays.copyOf(secret, secret.length + 1);
            sealed[secret.length] = SEALED;
            return sealed;
        }

        @Override
        public byte[] open(byte[] sealed) {
            if (sealed.length == 0 || sealed[sealed.length - 1] != SEALED) {
                throw new IllegalStateException("not sealed here");
            }
            return Arrays.copyOf(sealed, sealed.length - 1);
        }
    }
}
