package io.carillon.activities.campaign;

import io.carillon.activities.campaign.CampaignControl.NotPossible;
import io.carillon.activities.carrier.Capabilities.Feature;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.flow.CompiledFlow;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.ids.FlowVersionId;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What must be true before a campaign may dial: its carrier can do every step, its caller ids are
 * its own, its leads have the variables the flow has no default for. Joins the caller's
 * transaction.
 */
final class StartCheck {
    private static final String CAMPAIGN =
            """
            SELECT c.flow_version_id, c.carrier, c.settings, lawful_floor(c) AS floor FROM campaigns c
            WHERE c.id = :id
            """;

    private static final String NOT_OWNED =
            """
            SELECT given.number FROM campaigns c, unnest(c.caller_ids) AS given(number)
            WHERE c.id = :id AND NOT EXISTS (
                SELECT 1 FROM caller_ids k
                WHERE k.organization_id = c.organization_id AND k.number = given.number AND k.carrier = c.carrier
                  AND k.status = 'verified')
            """;

    // Leads are looked at only for what their intake could not say, up to the first that lacks it.
    // Single calls bring their own.
    private static final String LACKING =
            """
            SELECT NOT EXISTS (
                SELECT 1 FROM campaigns
                WHERE id = :id AND :name = ANY (complete_variables))
            AND EXISTS (
                SELECT 1 FROM leads
                WHERE campaign_id = :id AND status = 'pending' AND NOT single
                  AND coalesce(variables ->> :name, '') = '')
            """;

    private static final String COLUMN =
            """
            SELECT EXISTS (
                SELECT FROM campaign_columns
                WHERE campaign_id = :id AND kind = 'variable' AND name = :name)
            """;

    /**
     * @param floor one of its accounts rings real phones
     */
    private record Campaign(UUID flow, String carrier, CampaignSettings settings, boolean floor) {}

    private final Transactions transactions;
    private final Flows flows;
    private final CarrierDrivers drivers;

    StartCheck(Transactions transactions, Flows flows, CarrierDrivers drivers) {
        this.transactions = transactions;
        this.flows = flows;
        this.drivers = drivers;
    }

    void check(CampaignRow row) {
        Campaign campaign = read(row);
        if (!drivers.has(campaign.carrier())) {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + campaign.carrier() + " is not available",
                    "/carrier",
                    false);
        }
        callerIdsAreOwned(row);
        CompiledFlow flow = flows.version(row.organization(), new FlowVersionId(campaign.flow()));
        carrierCanDo(flow, campaign.carrier());
        lawful(row, campaign, flow);
        leadsHaveVariables(row, flow, campaign.settings());
    }

    /** What a real carrier asks of a campaign, at its start and after every edit. */
    void lawful(CampaignRow row) {
        Campaign campaign = read(row);
        lawful(
                row,
                campaign,
                flows.version(row.organization(), new FlowVersionId(campaign.flow())));
    }

    private void lawful(CampaignRow row, Campaign campaign, CompiledFlow flow) {
        if (!campaign.floor()) {
            return;
        }
        FloorRules.broken(campaign.settings(), flow, row.now())
                .ifPresent(
                        broken -> {
                            throw broken;
                        });
        String column = Consent.of(campaign.settings()).column();
        if (column != null && row.leadsTotal() > 0 && !hasColumn(row, column)) {
            throw new NotPossible(
                    "CONSENT_INVALID",
                    "obtained_at is no date like 2026-10-01, and no column of the leads is named "
                            + column,
                    "/consent/obtained_at",
                    false);
        }
    }

    private boolean hasColumn(CampaignRow row, String name) {
        return transactions
                .jdbc()
                .sql(COLUMN)
                .param("id", row.id().value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private Campaign read(CampaignRow row) {
        return transactions
                .jdbc()
                .sql(CAMPAIGN)
                .param("id", row.id().value())
                .query(
                        (found, n) ->
                                new Campaign(
                                        found.getObject("flow_version_id", UUID.class),
                                        found.getString("carrier"),
                                        SettingsJson.read(found.getString("settings")),
                                        found.getBoolean("floor")))
                .single();
    }

    private void callerIdsAreOwned(CampaignRow row) {
        List<String> foreign =
                transactions
                        .jdbc()
                        .sql(NOT_OWNED)
                        .param("id", row.id().value())
                        .query(String.class)
                        .list();
        if (!foreign.isEmpty()) {
            throw new NotPossible(
                    "CALLER_ID_NOT_OWNED",
                    "caller id "
                            + foreign.getFirst()
                            + " is not a verified number of this organization",
                    "/caller_ids",
                    false);
        }
    }

    private void carrierCanDo(CompiledFlow flow, String carrier) {
        Set<Feature> able = drivers.driver(carrier).capabilities().features();
        flow.needs()
                .forEach(
                        (step, needed) -> {
                            if (!able.containsAll(needed)) {
                                throw new NotPossible(
                                        "STEP_NOT_SUPPORTED",
                                        "carrier "
                                                + carrier
                                                + " cannot do step "
                                                + step
                                                + " (needs "
                                                + needed
                                                + ")",
                                        "/flow/steps/" + step,
                                        false);
                            }
                        });
    }

    private void leadsHaveVariables(CampaignRow row, CompiledFlow flow, CampaignSettings settings) {
        for (String name : flow.requiredVariables()) {
            if (settings.identity().containsKey(name)) {
                continue;
            }
            boolean lacking =
                    transactions
                            .jdbc()
                            .sql(LACKING)
                            .param("id", row.id().value())
                            .param("name", name)
                            .query(Boolean.class)
                            .single();
            if (lacking) {
                throw new NotPossible(
                        "VARIABLE_MISSING",
                        "the flow says {{"
                                + name
                                + "}} without a default, and some leads have no value for it",
                        "/flow_id",
                        false);
            }
        }
    }
}
