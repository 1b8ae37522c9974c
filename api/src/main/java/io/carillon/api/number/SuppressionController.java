package io.carillon.api.number;

import io.carillon.activities.campaign.CampaignStore;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.suppression.Suppression;
import io.carillon.activities.suppression.Suppression.Wanted;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.JsonReader;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.ids.SuppressionId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** {@code /suppressions}: numbers and prefixes that must not be called. */
@RestController
@RequestMapping("/api/v1/suppressions")
@Scope("numbers:write")
class SuppressionController {
    private static final int BATCH_MAX = 1000;
    private static final String PREFIX = "\\+[1-9][0-9]{0,13}";

    private final Transactions transactions;
    private final SuppressionStore store;
    private final CampaignStore campaigns;
    private final AuditLog audit;

    SuppressionController(
            Transactions transactions,
            SuppressionStore store,
            CampaignStore campaigns,
            AuditLog audit) {
        this.transactions = transactions;
        this.store = store;
        this.campaigns = campaigns;
        this.audit = audit;
    }

    record SuppressionView(
            SuppressionId id,
            @Nullable PhoneNumber number,
            @Nullable String prefix,
            @Nullable CampaignId campaignId,
            String reason,
            @Nullable Instant expiresAt,
            Instant createdAt) {
        static SuppressionView of(Suppression row) {
            return new SuppressionView(
                    row.id(),
                    row.what().number(),
                    row.what().prefix(),
                    row.campaign(),
                    row.reason(),
                    row.expiresAt(),
                    row.createdAt());
        }
    }

    record Batch(List<SuppressionView> data) {}

    /** One, or {@code {"suppressions":[…]}} with up to 1000, all or none. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> add(@RequestBody JsonNode body, Caller caller) {
        OrganizationId organization = caller.organization();
        JsonReader json = JsonReader.of(body);
        boolean batch = json.has("suppressions");
        List<JsonReader> each =
                batch
                        ? Objects.requireNonNullElse(
                                json.objects("suppressions", BATCH_MAX), List.of())
                        : List.of(json);
        if (batch && each.isEmpty() && json.fine()) {
            json.refuse("suppressions", "REQUIRED", "is empty");
        }
        return transactions.within(
                organization,
                () -> {
                    List<@Nullable Wanted> wanted =
                            each.stream().map(one -> read(organization, one)).toList();
                    json.end();
                    List<SuppressionView> made =
                            store
                                    .add(
                                            organization,
                                            wanted.stream().map(Objects::requireNonNull).toList())
                                    .stream()
                                    .map(SuppressionView::of)
                                    .toList();
                    audit.append(
                            organization,
                            caller.actor(),
                            "suppression.created",
                            made.size() == 1 ? made.getFirst().id().toString() : null,
                            Map.of("count", made.size()));
                    return ResponseEntity.status(HttpStatus.CREATED)
                            .body(batch ? new Batch(made) : made.getFirst());
                });
    }

    /** Null when something was refused. */
    private @Nullable Wanted read(OrganizationId organization, JsonReader json) {
        PhoneNumber number = json.phone("number");
        String prefix = json.text("prefix", 20);
        if (prefix != null && !prefix.matches(PREFIX)) {
            json.refuse("prefix", "PREFIX_INVALID", "is not + and 1 to 14 digits");
            return null;
        }
        boolean named = json.raw("number") != null;
        if (named == (prefix != null)) {
            json.refuse(
                    "number",
                    named ? "NUMBER_AND_PREFIX" : "REQUIRED",
                    "exactly one of number and prefix is expected");
            return null;
        }
        CampaignId campaign = campaign(organization, json);
        String reason = json.text("reason", 500);
        Instant expiresAt = json.instant("expires_at");
        if (named && number == null) {
            return null;
        }
        return new Wanted(
                new Suppression.What(number, prefix),
                campaign,
                reason == null || reason.isBlank() ? "user" : reason,
                expiresAt);
    }

    private @Nullable CampaignId campaign(OrganizationId organization, JsonReader json) {
        String written = json.text("campaign_id", 100);
        if (written == null) {
            return null;
        }
        try {
            CampaignId id = CampaignId.parse(written);
            if (campaigns.find(organization, id).isPresent()) {
                return id;
            }
        } catch (IllegalArgumentException noId) {
            json.refuse("campaign_id", "CAMPAIGN_UNKNOWN", "is no campaign of yours");
            return null;
        }
        json.refuse("campaign_id", "CAMPAIGN_UNKNOWN", "is no campaign of yours");
        return null;
    }

    @GetMapping
    @Scope("numbers:read")
    Page<SuppressionView> list(
            OrganizationId organization,
            Paging paging,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String prefix,
            @RequestParam(name = "campaign_id", required = false) @Nullable CampaignId campaign,
            @RequestParam(required = false) @Nullable String reason) {
        var filter = new SuppressionStore.Filter(number(number), plus(prefix), campaign, reason);
        UUID after = paging.afterId();
        return Page.of(
                        store.list(
                                organization,
                                filter,
                                after == null ? null : new SuppressionId(after),
                                paging.fetch()),
                        paging,
                        row -> row.id().value())
                .map(SuppressionView::of);
    }

    private static @Nullable PhoneNumber number(@Nullable String written) {
        String number = plus(written);
        try {
            return number == null ? null : new PhoneNumber(number);
        } catch (IllegalArgumentException otherShape) {
            throw ApiProblem.invalid(
                    "query:number", "PHONE_INVALID", "is not a number in E.164 like +12025550100");
        }
    }

    /** A plus that was not percent-encoded arrives as a space. */
    private static @Nullable String plus(@Nullable String written) {
        return written != null && written.startsWith(" ") ? "+" + written.strip() : written;
    }

    @GetMapping("/{id}")
    @Scope("numbers:read")
    SuppressionView get(@PathVariable SuppressionId id, OrganizationId organization) {
        return store.find(organization, id)
                .map(SuppressionView::of)
                .orElseThrow(() -> ApiProblem.notFound("suppression"));
    }

    /** Leads it has ended stay ended. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable SuppressionId id, Caller caller) {
        OrganizationId organization = caller.organization();
        transactions.within(
                organization,
                () -> {
                    if (!store.delete(organization, id)) {
                        throw ApiProblem.notFound("suppression");
                    }
                    audit.append(
                            organization,
                            caller.actor(),
                            "suppression.deleted",
                            id.toString(),
                            Map.of());
                });
    }
}
