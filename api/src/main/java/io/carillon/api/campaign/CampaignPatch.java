package io.carillon.api.campaign;

import io.carillon.activities.campaign.Campaign;
import io.carillon.activities.campaign.CampaignDraft;
import io.carillon.api.http.ApiProblem;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStatus;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an edit means: the campaign as it would be written, with the members sent in their place.
 * {@code schedule}, {@code limits}, {@code answering_machine}, {@code consent} and {@code identity}
 * are edited member by member; everything else, {@code hours} and {@code retry} too, is replaced as
 * a whole. Null puts the default back.
 */
final class CampaignPatch {
    private static final List<String> BY_MEMBER =
            List.of("schedule", "limits", "answering_machine", "consent", "identity");

    private CampaignPatch() {}

    static ObjectNode merge(ObjectNode told, JsonNode body) {
        if (!(body instanceof ObjectNode patch)) {
            throw ApiProblem.malformed("", "WRONG_TYPE", "the body is not a JSON object");
        }
        if (patch.has("flow")) {
            told.remove(List.of("flow_id", "flow_version"));
        } else if (patch.has("flow_id")) {
            told.remove("flow_version");
        }
        if (patch.has("carrier")) {
            told.remove("carriers");
        } else if (patch.has("carriers")) {
            told.remove("carrier");
        }
        if (patch.path("retry").has("retry_until_goal") && !patch.has("retry_until_goal")) {
            told.remove("retry_until_goal");
        }
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            JsonNode old = told.get(member.getKey());
            if (BY_MEMBER.contains(member.getKey())
                    && old instanceof ObjectNode known
                    && member.getValue() instanceof ObjectNode given) {
                known.setAll(given);
            } else {
                told.set(member.getKey(), member.getValue());
            }
        }
        return told;
    }

    /** 409 when the campaign's status forbids this edit. */
    static void allow(Campaign before, CampaignDraft after) {
        if (before.status() == CampaignStatus.COMPLETED
                || before.status() == CampaignStatus.STOPPED) {
            throw ApiProblem.conflict(
                    "CAMPAIGN_STATE", "a " + before.status().wire() + " campaign cannot be edited");
        }
        if (before.status() == CampaignStatus.ACTIVE && !sameWhileActive(before.told(), after)) {
            throw ApiProblem.conflict(
                    "CAMPAIGN_ACTIVE",
                    "an active campaign accepts edits of name, schedule, limits, retry, caller_ids,"
                            + " flow and keep_open; pause it for the others");
        }
    }

    private static boolean sameWhileActive(CampaignDraft before, CampaignDraft after) {
        CampaignSettings was = before.settings();
        CampaignSettings is = after.settings();
        return before.carrier().equals(after.carrier())
                && before.accounts().equals(after.accounts())
                && was.machines().equals(is.machines())
                && java.util.Objects.equals(was.message(), is.message())
                && was.defaultCountry().equals(is.defaultCountry())
                && was.allowedCountries().equals(is.allowedCountries())
                && was.onDuplicate().equals(is.onDuplicate())
                && was.consent().equals(is.consent())
                && was.identity().equals(is.identity());
    }

    /**
     * True when pending leads must be judged anew: hours, zones, consent or the beginning moved.
     */
    static boolean movesHours(CampaignDraft before, CampaignDraft after) {
        CampaignSettings was = before.settings();
        CampaignSettings is = after.settings();
        // Dates of holidays are worked out when it is written: the regions say whether they moved.
        return !(was.hours().keeping(Set.of()).equals(is.hours().keeping(Set.of()))
                && was.zone().equals(is.zone())
                && was.useLeadZone() == is.useLeadZone()
                && was.holdUnknownZone() == is.holdUnknownZone()
                && before.callerIds().equals(after.callerIds())
                && before.accounts().equals(after.accounts())
                && java.util.Objects.equals(before.startsAt(), after.startsAt())
                && was.consent().equals(is.consent())
                && java.util.Objects.equals(was.maxCallsPerDay(), is.maxCallsPerDay()));
    }
}
