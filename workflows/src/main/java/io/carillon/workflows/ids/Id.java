package io.carillon.workflows.ids;

import java.util.UUID;

/**
 * The name of one thing: a prefix that says what kind of thing, and a UUID (version 7, so names
 * sort by age). Written as {@code prefix_} and 26 characters of Crockford base32 in lower case, for
 * example {@code call_06d5v3x2...}.
 */
public sealed interface Id
        permits AccountId,
                BlobId,
                CallId,
                CallerIdId,
                CampaignId,
                EndpointId,
                EventId,
                FlowId,
                FlowVersionId,
                ImportId,
                KeyId,
                LeadId,
                OrganizationId,
                SuppressionId {
    UUID value();
}
