package io.carillon.api.organization;

import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.organization.AuditLog.Entry;
import io.carillon.api.http.Page;
import io.carillon.api.http.Paging;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.Map;

/** {@code /audit-log}: who changed what, newest first. */
@RestController
@RequestMapping("/api/v1/audit-log")
@Scope("admin")
class AuditLogController {
    private final AuditLog audit;

    AuditLogController(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * @param actor {@code key_…}, {@code operator} or {@code web-ui}
     */
    record EntryView(
            Instant at,
            String actor,
            String action,
            @Nullable String subjectId,
            Map<String, Object> detail) {
        static EntryView of(Entry entry) {
            return new EntryView(
                    entry.at(), entry.actor(), entry.action(), entry.subjectId(), entry.detail());
        }
    }

    @GetMapping
    Page<EntryView> list(OrganizationId organization, Paging paging) {
        return Page.of(
                        audit.list(organization, paging.afterId(), paging.fetch()),
                        paging,
                        Entry::id)
                .map(EntryView::of);
    }
}
