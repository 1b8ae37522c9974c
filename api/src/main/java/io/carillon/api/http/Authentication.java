package io.carillon.api.http;

import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.ApiKeyStore.Presented;
import io.carillon.activities.organization.OperatorKey;

import jakarta.servlet.http.HttpServletRequest;

import java.util.Locale;
import java.util.Set;

/** Turns a bearer key into a {@link Caller}. */
final class Authentication {
    private static final int LONGEST = 512;

    private final ApiKeyStore keys;
    private final OperatorKey operator;

    Authentication(ApiKeyStore keys, OperatorKey operator) {
        this.keys = keys;
        this.operator = operator;
    }

    /** 401 when there is no key, or none in force. */
    Caller of(HttpServletRequest request) {
        String secret = bearer(request.getHeader("Authorization"));
        if (operator.matches(secret)) {
            return Caller.operator();
        }
        Presented key =
                keys.present(secret)
                        .orElseThrow(
                                () ->
                                        ApiProblem.unauthorized(
                                                "the key is unknown, revoked or expired"));
        return new Caller(key.key().toString(), key.organization(), Set.copyOf(key.scopes()));
    }

    private static String bearer(@org.jspecify.annotations.Nullable String header) {
        if (header == null) {
            throw ApiProblem.unauthorized("send Authorization: Bearer <key>");
        }
        String[] words = header.strip().split("\\s+", 2);
        if (words.length < 2
                || !words[0].toLowerCase(Locale.ROOT).equals("bearer")
                || words[1].length() > LONGEST
                || words[1].indexOf('\0') >= 0) {
            throw ApiProblem.unauthorized("send Authorization: Bearer <key>");
        }
        return words[1];
    }
}
