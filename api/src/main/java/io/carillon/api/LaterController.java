package io.carillon.api;

import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Addresses of a later version: they say so instead of not being there. */
@RestController
@Hidden
class LaterController {
    @RequestMapping({
        "/api/v1/agents/**",
        "/api/v1/tools/**",
        "/api/v1/ai/**",
        "/api/v1/analytics/**",
        "/api/v1/inbound/**",
        "/api/v1/numbers/**",
        "/api/v1/auth/**",
        "/api/v1/users/**",
        "/api/v1/voices/clone/**"
    })
    @Scope({
        "campaigns:read",
        "leads:read",
        "calls:read",
        "flows:read",
        "numbers:read",
        "webhooks:read",
        "admin",
        "operator"
    })
    void later() {
        throw ApiProblem.notAvailableYet("", "this part of the API");
    }
}
