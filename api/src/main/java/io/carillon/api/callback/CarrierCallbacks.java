package io.carillon.api.callback;

import io.carillon.activities.call.CallbackTags;
import io.carillon.activities.carrier.CallbackRefused;
import io.carillon.activities.carrier.Document;
import io.carillon.activities.inbox.Answered;
import io.carillon.activities.inbox.CallbackDesk;
import io.carillon.api.http.ApiProblem;
import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code POST /callbacks/{carrier}/{token}}, or GET where a carrier fetches: the token names one
 * call and is all the authority needed to speak of it. Answered after the commit, with 204 or with
 * the carrier's next instructions; a 503 asks the carrier to send it again.
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

    @RequestMapping(
            path = "/callbacks/{carrier}/{token}",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<byte[]> take(
            @PathVariable String carrier, @PathVariable String token, HttpServletRequest request) {
        try {
            return desk.take(asked(carrier, token, request))
                    .map(CarrierCallbacks::told)
                    .orElseThrow(() -> ApiProblem.notFound("call"));
        } catch (CallbackRefused refused) {
            throw refused(carrier, refused);
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

    /** Whoever gets so far knows a call's token, so an operator who is asked to look finds few. */
    private static ApiProblem refused(String carrier, CallbackRefused refused) {
        if (!refused.forged()) {
            return ApiProblem.malformed("", "CALLBACK_UNREADABLE", "cannot be read");
        }
        LOG.atWarn().addKeyValue("carrier", carrier).log("callback.not_authentic");
        return ApiProblem.forbidden("the callback is not authentic");
    }

    private static CallbackDesk.Request asked(
            String carrier, String token, HttpServletRequest request) {
        return new CallbackDesk.Request(
                carrier,
                token,
                tag(request),
                request.getQueryString(),
                headers(request),
                body(request),
                request.getRemoteAddr());
    }

    /** A carrier reads its instructions, and nobody may keep them for another call. */
    private static ResponseEntity<byte[]> told(Answered answered) {
        Document document = answered.document();
        return document == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(MediaType.parseMediaType(document.contentType()))
                        .body(document.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Of the query: asked for by name, Tomcat would read the body of a form for it. */
    static @Nullable String tag(HttpServletRequest request) {
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
