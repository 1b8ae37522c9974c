package io.carillon.activities.webhook;

import java.time.Duration;

/** {@link GuardedHttp} that waits for receivers as long as a test says. */
public final class ImpatientHttp {
    private ImpatientHttp() {}

    public static GuardedHttp local(Duration patience) {
        return new GuardedHttp(new WebhookSettings(true), patience);
    }
}
