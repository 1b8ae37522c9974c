package io.carillon.activities.lead;

import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What became of a campaign's leads, for files: read page by page, whatever their number. */
public interface LeadResults {
    /**
     * Every answer's and every column's name that any lead of the campaign has, or had; known
     * without reading a lead.
     */
    Names names(OrganizationId organization, CampaignId campaign);

    /** In the order the leads were made; leads taken out are left out. */
    void each(OrganizationId organization, CampaignId campaign, Consumer<Row> each);

    /** Known columns first, then the others by name. */
    record Names(List<String> answers, List<String> variables) {}

    /**
     * @param phone the lead's first
     * @param outcome null: not done
     */
    record Row(
            LeadId lead,
            @Nullable String externalId,
            String phone,
            @Nullable String outcome,
            int attempts,
            @Nullable String lastResult,
            @Nullable String answeredBy,
            @Nullable String goal,
            @Nullable Instant firstAttemptAt,
            @Nullable Instant lastAttemptAt,
            int talkSeconds,
            BigDecimal cost,
            Map<String, String> answers,
            Map<String, String> variables) {}
}
