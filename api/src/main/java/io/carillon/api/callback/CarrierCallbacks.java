package io.carillon.api.callback;

import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.inbox.CallbackDesk;
import io.carillon.api.http.ApiProblem;
import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code POST /callbacks/{carrier}/{token}}: the token names one call and is all the authority
 * needed to speak of it. Answered with 204 after the commit; a 503 asks the carrier to send it
 * again.
 */
@Hidden
@RestController
class CarrierCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierCallbacks.class);

    // Callbacks are a few hundred bytes; a recording is fetched, never sent here.
    private static final int BYTES_MAX = 256 * 1024;

    private final CallbackDesk desk;

    CarrierCallbacks(CallbackDesk desk) {
        this.desk = desk;
    }

    @PostMapping("/callbacks/{carrier}/{token}")
    ResponseEntity<Void> take(
            @PathVariable String carrier, @PathVariable String token, HttpServletRequest request) {
        byte[] body = body(request);
        try {
            if (!desk.take(carrier, token, tag(request), headers(request), body)) {
                throw ApiProblem.notFound("call");
            }
            return ResponseEntity.noContent().build();
        } catch (CallbackRefused refused) {
            throw refused.forged()
                    ? ApiProblem.forbidden("the callback is not authentic")
                    : ApiProblem.malformed("", "CALLBACK_UNREADABLE", "cannot be read");
        } catch (ApiProblem problem) {
            throw problem;
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("carrier", carrier)
                    .setCause(failed)
                    .log("callback.not_stored");
            throw ApiProblem.unavailable("the callback could not be stored; send it again");
        }
    }

    /** Of the query: asked for by name, Tomcat would read the body of a form for it. */
    private static @Nullable String tag(HttpServletRequest request) {
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst(CallbackTags.PARAMETER);
    }

    private static byte[] body(HttpServletRequest request) {
        if (request.getContentLengthLong() > BYTES_MAX) {
            throw tooLarge();
        }
        try {
            byte[] body = request.getInputStream().readNBytes(BYTES_MAX + 1);
            if (body.length > BYTES_MAX) {
                throw tooLarge();
            }
            return body;
        } catch (IOException broken) {
            throw ApiProblem.of(
                    HttpStatus.BAD_REQUEST, "BODY_BROKEN", "the body ended early or is broken");
        }
    }

    private static ApiProblem tooLarge() {
        return ApiProblem.tooLarge("a callback is at most " + BYTES_MAX + " bytes");
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .collect(
                        Collectors.toMap(
                                name -> name.toLowerCase(Locale.ROOT),
                                request::getHeader,
                                (first, second) -> first));
    }
}
