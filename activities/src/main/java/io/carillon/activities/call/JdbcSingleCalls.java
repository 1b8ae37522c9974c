package io.carillon.activities.call;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.campaign.Consent;
import io.carillon.activities.campaign.DirectCampaigns;
import io.carillon.activities.campaign.FloorRules;
import io.carillon.activities.campaign.TuningRule;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.FlowStore;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.lead.LeadDecisions;
import io.carillon.activities.lead.LeadPlaces;
import io.carillon.activities.leadfile.PhoneReader;
import io.carillon.activities.leadfile.PhoneReading;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.activities.suppression.SuppressionStore;
import io.carillon.activities.temporal.WorkflowStarter;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@link SingleCalls} over the tables all calls share. */
final class JdbcSingleCalls implements SingleCalls {
    private final Transactions transactions;
    private final SingleCallRows rows;
    private final DirectCampaigns direct;
    private final SuppressionStore suppressions;
    private final FlowStore flowStore;
    private final Flows flows;
    private final CarrierDrivers drivers;
    private final LeadDecisions decisions;
    private final Wakes wakes;

    JdbcSingleCalls(
            Transactions transactions,
            DirectCampaigns direct,
            SuppressionStore suppressions,
            FlowStore flowStore,
            Flows flows,
            CarrierDrivers drivers,
            LeadDecisions decisions,
            PromptClaims claims,
            WorkflowStarter workflows) {
        this.transactions = transactions;
        this.rows = new SingleCallRows(transactions);
        this.direct = direct;
        this.suppressions = suppressions;
        this.flowStore = flowStore;
        this.flows = flows;
        this.drivers = drivers;
        this.decisions = decisions;
        this.wakes = new Wakes(claims, workflows);
    }

    @Override
    public CallId place(OrganizationId organization, Wanted wanted) {
        return transactions.within(organization, () -> placed(organization, wanted));
    }

    private CallId placed(OrganizationId organization, Wanted wanted) {
        SingleCallRows.Campaign campaign = campaign(organization, wanted);
        checkTimes(wanted, transactions.now());
        CampaignSettings settings = SettingsJson.read(campaign.settings());
        PhoneNumber to = readable(wanted.to(), settings);
        checkSuppression(organization, to, campaign);
        String carrier = carrier(organization, wanted, campaign);
        FlowVersionId flow = flow(organization, wanted, campaign);
        checkCarrier(carrier);
        SingleCallRows.Reach reach = rows.reach(organization, campaign, carrier);
        checkPrice(reach);
        if (reach.floor()) {
            checkLaw(wanted, to, flows.version(organization, flow), settings);
        }
        checkFlow(organization, wanted, flow, carrier, settings);
        checkTuning(wanted, carrier, settings);
        var call = new CallId(UuidV7.next());
        var lead = new LeadId(UuidV7.next());
        rows.insertLead(organization, campaign.id(), lead, call, to, wanted.scheduledAt());
        rows.insertCall(organization, campaign.id(), lead, call, to, carrier, flow, wanted);
        decisions.append(
                new LeadDecisions.Decision(
                        organization, lead, call, "imported", "single_call", null, null));
        transactions.afterCommit(() -> wakes.wake(new CampaignStart(campaign.id(), organization)));
        return call;
    }

    private SingleCallRows.Campaign campaign(OrganizationId organization, Wanted wanted) {
        CampaignId id = wanted.campaign();
        if (id == null) {
            return rows.share(organization, direct.of(organization)).orElseThrow();
        }
        SingleCallRows.Campaign campaign =
                rows.raiseLeads(organization, id)
                        .orElseThrow(
                                () ->
                                        new NotPossible(
                                                "CAMPAIGN_NOT_FOUND",
                                                "there is no such campaign",
                                                "/campaign_id",
                                                false));
        if (Set.of("completed", "stopped").contains(campaign.status())) {
            throw new NotPossible(
                    "CAMPAIGN_OVER",
                    "the campaign is " + campaign.status() + " and takes no more calls",
                    "/campaign_id",
                    true);
        }
        return campaign;
    }

    private static void checkTimes(Wanted wanted, Instant now) {
        Instant expires = wanted.expiresAt();
        if (expires == null) {
            return;
        }
        Instant scheduled = wanted.scheduledAt();
        boolean beforeItBegins = scheduled != null && !expires.isAfter(scheduled);
        if (!expires.isAfter(now) || beforeItBegins) {
            throw new NotPossible(
                    "ALREADY_EXPIRED",
                    "expires_at is not after now and scheduled_at",
                    "/expires_at",
                    false);
        }
    }

    private static PhoneNumber readable(String to, CampaignSettings settings) {
        return switch (PhoneReader.read(to, settings.defaultCountry(), allowed(settings))) {
            case PhoneReading.Read read -> read.number();
            case PhoneReading.Refused refused ->
                    throw new NotPossible(refused.code().name(), refused.reason(), "/to", false);
        };
    }

    private static List<String> allowed(CampaignSettings settings) {
        return settings.allowedCountries().isEmpty()
                ? List.of(settings.defaultCountry())
                : settings.allowedCountries();
    }

    private void checkSuppression(
            OrganizationId organization, PhoneNumber to, SingleCallRows.Campaign campaign) {
        suppressions
                .reason(organization, to, campaign.id())
                .ifPresent(
                        reason -> {
                            throw new NotPossible(
                                    "NUMBER_SUPPRESSED",
                                    "the number is suppressed: " + reason,
                                    "/to",
                                    false);
                        });
    }

    /**
     * The first one that has a caller id to show: the one asked for, which must be ours, or any the
     * campaign shows.
     */
    private String carrier(
            OrganizationId organization, Wanted wanted, SingleCallRows.Campaign campaign) {
        List<SingleCallRows.CallerId> usable =
                rows.callerIds(organization, campaign, wanted.from());
        if (!usable.isEmpty()) {
            return usable.getFirst().carrier();
        }
        throw wanted.from() == null
                ? new NotPossible(
                        "CALLER_ID_MISSING",
                        "the organization has no verified caller id on a carrier it has an account with",
                        "/from",
                        false)
                : new NotPossible(
                        "CALLER_ID_NOT_OWNED",
                        "from is not a verified caller id of this organization on the call's carrier",
                        "/from",
                        false);
    }

    private FlowVersionId flow(
            OrganizationId organization, Wanted wanted, SingleCallRows.Campaign campaign) {
        return switch (wanted.flow()) {
            case FlowChoice.Stored stored ->
                    flowStore
                            .latest(organization, stored.id())
                            .orElseThrow(
                                    () ->
                                            new NotPossible(
                                                    "FLOW_NOT_FOUND",
                                                    "there is no such flow",
                                                    "/flow_id",
                                                    false));
            case FlowChoice.Written written ->
                    flowStore.create(organization, written.flow(), true).versionId();
            case FlowChoice.OfCampaign ofCampaign -> ofCampaign(campaign.flow());
        };
    }

    private static FlowVersionId ofCampaign(@Nullable UUID flow) {
        if (flow == null) {
            throw new NotPossible(
                    "REQUIRED", "flow_id, flow or message is required", "/flow_id", false);
        }
        return new FlowVersionId(flow);
    }

    private void checkCarrier(String carrier) {
        if (!drivers.has(carrier)) {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + carrier + " is not available",
                    "/from",
                    false);
        }
    }

    private static void checkPrice(SingleCallRows.Reach reach) {
        if (!reach.priced()) {
            throw new NotPossible(
                    "PRICE_MISSING",
                    "the organization has a max_spend_per_day and the carrier account no price_per_minute",
                    "/from",
                    false);
        }
    }

    /** The same questions a campaign's start asks. */
    private void checkFlow(
            OrganizationId organization,
            Wanted wanted,
            FlowVersionId id,
            String carrier,
            CampaignSettings settings) {
        CompiledFlow flow = flows.version(organization, id);
        for (String name : flow.requiredVariables()) {
            if (!settings.identity().containsKey(name)
                    && wanted.context().getOrDefault(name, "").isBlank()) {
                throw new NotPossible(
                        "VARIABLE_MISSING",
                        "the flow says {{" + name + "}} without a default, and context lacks it",
                        "/context/" + name,
                        false);
            }
        }
        var able = drivers.driver(carrier).capabilities().features();
        flow.needs()
                .forEach(
                        (step, needed) -> {
                            if (!able.containsAll(needed)) {
                                throw new NotPossible(
                                        "STEP_NOT_SUPPORTED",
                                        "carrier %s cannot do step %s (needs %s)"
                                                .formatted(carrier, step, needed),
                                        pointer(wanted.flow(), step),
                                        false);
                            }
                        });
    }

    private void checkTuning(Wanted wanted, String carrier, CampaignSettings settings) {
        TuningRule.check(
                asked(wanted, settings),
                drivers.driver(carrier),
                wanted.options().answeringMachine() == null
                        ? "/campaign_id"
                        : "/options" + TuningRule.POINTER);
    }

    /** The campaign's settings as this call is to have them. */
    private static CampaignSettings asked(Wanted wanted, CampaignSettings settings) {
        return Options.read(SingleCallRows.options(wanted)).over(settings);
    }

    /** A real carrier is asked for no call whose campaign could not be started. */
    private void checkLaw(
            Wanted wanted, PhoneNumber to, CompiledFlow flow, CampaignSettings settings) {
        if (wanted.campaign() == null) {
            throw new NotPossible(
                    "CAMPAIGN_REQUIRED",
                    "a call over a real carrier names a campaign, whose consent and identity it goes by",
                    "/campaign_id",
                    false);
        }
        Instant now = transactions.now();
        FloorRules.broken(asked(wanted, settings), flow, now)
                .ifPresent(
                        broken -> {
                            throw new NotPossible(
                                    broken.code(),
                                    String.valueOf(broken.getMessage()),
                                    pointer(broken),
                                    false);
                        });
        if (!LeadPlaces.ruled(LeadPlaces.of(to, LeadPlaces.Told.in(wanted.context())))) {
            throw new NotPossible(
                    "COUNTRY_WITHOUT_RULES",
                    "there are no rules for calling hours where this number is",
                    "/to",
                    false);
        }
        Consent consent = Consent.of(settings);
        String lacking = consent.lacking(wanted.context(), now);
        if (lacking != null) {
            throw new NotPossible(
                    "CONSENT_REQUIRED", lacking, "/context/" + consent.column(), false);
        }
    }

    /** Into this request: what the campaign was told is mended there. */
    private static String pointer(NotPossible broken) {
        return broken.pointer().startsWith("/flow/") ? "/flow" : "/campaign_id";
    }

    private static String pointer(FlowChoice flow, String step) {
        return switch (flow) {
            case FlowChoice.Stored stored -> "/flow_id";
            case FlowChoice.OfCampaign ofCampaign -> "/campaign_id";
            case FlowChoice.Written written ->
                    written.member().equals("flow")
                            ? "/flow/steps/" + step
                            : "/" + written.member();
        };
    }
}
