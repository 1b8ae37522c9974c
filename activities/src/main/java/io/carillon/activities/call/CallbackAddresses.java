package io.carillon.activities.call;

import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;

/** Where carriers tell what happens on a call. */
public final class CallbackAddresses {
    private final String publicUrl;
    private final CallbackTags tags;

    /**
     * @param publicUrl as carriers reach it, from the settings
     */
    public CallbackAddresses(String publicUrl, CallbackTags tags) {
        this.publicUrl =
                publicUrl.endsWith("/")
                        ? publicUrl.substring(0, publicUrl.length() - 1)
                        : publicUrl;
        this.tags = tags;
    }

    /** The address of one call, with its tag. Written twice it differs, and both are as good. */
    public String of(String carrier, String token, CallId call, AccountId account) {
        return of(carrier, token)
                + "?"
                + CallbackTags.PARAMETER
                + "="
                + tags.write(new CallbackTags.Addressee(call, account), token);
    }

    /** As it was given out, without what stood behind the question mark. */
    public String of(String carrier, String token) {
        return publicUrl + "/callbacks/" + carrier + "/" + token;
    }
}
