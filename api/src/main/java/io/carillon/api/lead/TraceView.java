package io.carillon.api.lead;

import io.carillon.activities.lead.LeadStore;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Every decision about a lead, oldest first. */
record TraceView(LeadId leadId, List<Entry> data) {
    record Entry(
            Instant at,
            String decision,
            String rule,
            String reason,
            @Nullable CallId callId,
            @Nullable Instant nextAt,
            int times,
            Instant lastAt) {}

    static TraceView of(LeadId lead, List<LeadStore.TraceEntry> entries) {
        return new TraceView(lead, entries.stream().map(TraceView::entry).toList());
    }

    private static Entry entry(LeadStore.TraceEntry entry) {
        return new Entry(
                entry.at(),
                entry.decision(),
                entry.rule(),
                entry.detail() == null ? entry.rule() : entry.rule() + ": " + entry.detail(),
                entry.call(),
                entry.nextAt(),
                entry.times(),
                entry.lastAt());
    }
}
