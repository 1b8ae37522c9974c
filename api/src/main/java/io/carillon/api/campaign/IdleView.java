package io.carillon.api.campaign;

import io.carillon.activities.campaign.Campaign;
import io.carillon.activities.campaign.WhyIdle;
import io.carillon.activities.lead.Waiting.Held;
import io.carillon.workflows.ids.CampaignId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a campaign is not calling, or not calling more.
 *
 * @param idle no lead is in a call
 * @param waitingFor pending leads by what they wait for
 * @param reasons the same with the first instant each may be looked at again; most leads first
 * @param nextChangeAt the earliest of all of them that is still to come; null: nothing changes by
 *     time alone
 * @param nextChange the reason that ends then
 * @param summary one sentence for people
 */
record IdleView(
        CampaignId campaignId,
        String status,
        boolean idle,
        long leadsInCall,
        Map<String, Long> waitingFor,
        List<ReasonView> reasons,
        @Nullable Instant nextChangeAt,
        @Nullable String nextChange,
        String summary,
        Instant asOf) {
    record ReasonView(String reason, long leads, @Nullable Instant nextAt) {}

    static IdleView of(Campaign campaign, WhyIdle.Answer answer) {
        Map<String, Long> waitingFor = new LinkedHashMap<>();
        answer.reasons().forEach(held -> waitingFor.put(held.rule().wire(), held.leads()));
        return new IdleView(
                campaign.id(),
                campaign.status().wire(),
                answer.inCall() == 0,
                answer.inCall(),
                waitingFor,
                answer.reasons().stream()
                        .map(r -> new ReasonView(r.rule().wire(), r.leads(), r.next()))
                        .toList(),
                answer.firstChange().map(Held::next).orElse(null),
                answer.firstChange().map(held -> held.rule().wire()).orElse(null),
                summary(answer),
                answer.asOf());
    }

    private static String summary(WhyIdle.Answer answer) {
        if (answer.reasons().isEmpty()) {
            return answer.inCall() == 0
                    ? "no lead is waiting"
                    : "no lead is waiting; " + answer.inCall() + " in a call";
        }
        Held most = answer.reasons().getFirst();
        String next = most.next() == null ? "" : ", the first until " + most.next();
        return "most leads (%d) wait for %s%s".formatted(most.leads(), most.rule().wire(), next);
    }
}
