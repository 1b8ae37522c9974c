package io.carillon.api.flow;

import io.carillon.activities.voice.Voices;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;

/** Voices a flow may name, and what our own media engine will do later. */
@RestController
@RequestMapping("/api/v1")
public final class VoiceController {
    /** The aliases, each with what every carrier calls it. */
    @GetMapping("/voices")
    @Scope("flows:read")
    Map<String, Object> voices() {
        List<Map<String, Object>> data =
                Voices.all().stream()
                        .map(
                                voice ->
                                        Map.<String, Object>of(
                                                "id", voice.alias(),
                                                "language", voice.language(),
                                                "carriers", voice.names()))
                        .toList();
        var page = new java.util.LinkedHashMap<String, Object>();
        page.put("data", data);
        page.put("next", null);
        return page;
    }

    @PostMapping("/voices/speech")
    @Scope("flows:write")
    void speech() {
        throw ApiProblem.notAvailableYet("", "speech from our own media engine");
    }

    @PostMapping("/audio")
    @Scope("flows:write")
    void audio() {
        throw ApiProblem.notAvailableYet("", "uploading audio");
    }
}
