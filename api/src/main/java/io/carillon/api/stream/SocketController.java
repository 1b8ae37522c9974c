package io.carillon.api.stream;

import io.carillon.api.http.ApiProblem;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Events over WebSocket are part of the contract and of a later version; say so. */
@RestController
final class SocketController {
    @GetMapping("/ws/events")
    void events() {
        throw ApiProblem.notAvailableYet("", "WS /ws/events (GET /api/v1/stream has the same)");
    }
}
