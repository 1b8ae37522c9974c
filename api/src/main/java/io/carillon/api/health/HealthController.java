package io.carillon.api.health;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /healthz} and {@code /readyz}; no key needed, nothing told that is not for everybody. */
@RestController
class HealthController {
    private final Vitals vitals;

    HealthController(Vitals vitals) {
        this.vitals = vitals;
    }

    /**
     * @param status {@code ok}, or {@code degraded} when the database does not answer
     * @param activeCalls from dialing to the end, of the installation; -1 when it is not known
     */
    record Health(String status, long uptimeSeconds, long activeCalls) {}

    @GetMapping("/healthz")
    Health health() {
        long active = vitals.activeCalls();
        return new Health(active < 0 ? "degraded" : "ok", vitals.uptimeSeconds(), active);
    }

    @GetMapping("/readyz")
    ResponseEntity<Vitals.Readiness> ready() {
        Vitals.Readiness readiness = vitals.readiness();
        return ResponseEntity.status(readiness.ready() ? 200 : 503).body(readiness);
    }
}
