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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What must be true before a campaign may dial: it has leads and time, its carrier can do every
 * step, its caller ids are its own, its leads have the variables the flow has no default for. Joins
 * the caller's transaction.
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

    private static final String CARRIERS =
            """
            SELECT c.carrier FROM campaigns c WHERE c.id = :id
            UNION
            SELECT a.carrier
            FROM campaigns c
            JOIN carrier_accounts a ON a.id = ANY (c.accounts) AND a.organization_id = c.organization_id
            WHERE c.id = :id
            ORDER BY 1
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

    private static final List<Consumer<CampaignRow>> WORTH_STARTING =
            List.of(StartCheck::hasLeads, StartCheck::isNotOver);

    private final Transactions transactions;
    private final Flows flows;
    private final CarrierDrivers drivers;

    StartCheck(Transactions transactions, Flows flows, CarrierDrivers drivers) {
        this.transactions = transactions;
        this.flows = flows;
        this.drivers = drivers;
    }

    /**
     * @throws NotPossible naming the first problem
     */
    void check(CampaignRow row) {
        checks().forEach(check -> check.accept(row));
    }

    /**
     * Whether there is anybody to dial, and time to; asked before {@link #check}.
     *
     * @throws NotPossible naming the first problem
     */
    void worthStarting(CampaignRow row) {
        WORTH_STARTING.forEach(check -> check.accept(row));
    }

    /** All that stands against a start, in the order in which starts would name them. */
    List<NotPossible> problems(CampaignRow row) {
        var checks = new ArrayList<>(WORTH_STARTING);
        checks.addAll(checks());
        var problems = new ArrayList<NotPossible>();
        for (Consumer<CampaignRow> check : checks) {
            try {
                check.accept(row);
            } catch (NotPossible problem) {
                problems.add(problem);
            }
        }
        return List.copyOf(problems);
    }

    private List<Consumer<CampaignRow>> checks() {
        return List.of(
                this::carrierIsThere,
                this::callerIdsAreOwned,
                this::carrierCanDo,
                this::lawful,
                this::leadsHaveVariables);
    }

    private static void hasLeads(CampaignRow row) {
        if (row.leadsTotal() == 0 && !row.keepOpen()) {
            throw new NotPossible(
                    "CAMPAIGN_EMPTY", "the campaign has no leads and is not keep_open", "", true);
        }
    }

    private static void isNotOver(CampaignRow row) {
        if (row.endsAt() != null && !row.endsAt().isAfter(row.now())) {
            throw new NotPossible(
                    "CAMPAIGN_ENDED",
                    "the campaign's ends_at has passed",
                    "/schedule/ends_at",
                    false);
        }
    }

    private void carrierIsThere(CampaignRow row) {
        String carrier = campaign(row).carrier();
        if (!drivers.has(carrier)) {
            throw new NotPossible(
                    "NOT_AVAILABLE_YET",
                    "carrier " + carrier + " is not available",
                    "/carrier",
                    false);
        }
    }

    /** What a real carrier asks of a campaign, at its start and after every edit. */
    void lawful(CampaignRow row) {
        Campaign campaign = campaign(row);
        if (!campaign.floor()) {
            return;
        }
        FloorRules.broken(campaign.settings(), flow(row), row.now())
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

    private Campaign campaign(CampaignRow row) {
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

    private CompiledFlow flow(CampaignRow row) {
        return flows.version(row.organization(), new FlowVersionId(campaign(row).flow()));
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

    /** Each of its accounts' carriers: a call goes to the next when one is down. */
    private void carrierCanDo(CampaignRow row) {
        List<String> carriers =
                transactions
                        .jdbc()
                        .sql(CARRIERS)
                        .param("id", row.id().value())
                        .query(String.class)
                        .list();
        carriers.stream().filter(drivers::has).forEach(carrier -> canDo(row, carrier));
    }

    private void canDo(CampaignRow row, String carrier) {
        Set<Feature> able = drivers.driver(carrier).capabilities().features();
        flow(row)
                .needs()
                .forEach(
                        (step, needed) -> {
                            List<Feature> lacking =
                                    needed.stream().filter(one -> !able.contains(one)).toList();
                            if (!lacking.isEmpty()) {
                                throw new NotPossible(
                                        "STEP_NOT_SUPPORTED",
                                        "carrier "
                                                + carrier
                                                + " cannot do step "
                                                + step
                                                + " (needs "
                                                + lacking
                                                + ")",
                                        "/flow/steps/" + step,
                                        false);
                            }
                        });
    }

    private void leadsHaveVariables(CampaignRow row) {
        CampaignSettings settings = campaign(row).settings();
        for (String name : flow(row).requiredVariables()) {
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
