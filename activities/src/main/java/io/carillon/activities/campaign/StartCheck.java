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
 * What must be true before a campaign may dial: it has leads and time, its carriers can do every
 * step, can be tuned as it says and have prices where spending is capped, its caller ids are its
 * own, its leads have the variables the flow has no default for. Joins the caller's transaction.
 */
final class StartCheck {
    private static final String CAMPAIGN =
            """
            SELECT c.flow_version_id, c.settings, lawful_floor(c) AS floor,
                CASE WHEN c.accounts = '{}' THEN ARRAY[c.carrier] ELSE ARRAY(
                    SELECT a.carrier FROM carrier_accounts a
                    WHERE a.organization_id = c.organization_id AND a.id = ANY (c.accounts)
                    GROUP BY a.carrier
                    ORDER BY min(array_position(c.accounts, a.id)))
                END AS carriers
            FROM campaigns c
            WHERE c.id = :id
            """;

    private static final String NOT_OWNED =
            """
            SELECT given.number FROM campaigns c, unnest(c.caller_ids) AS given(number)
            WHERE c.id = :id AND NOT EXISTS (
                SELECT FROM caller_ids k
                JOIN carrier_accounts a ON a.organization_id = k.organization_id AND proved_for(a, k)
                WHERE k.organization_id = c.organization_id AND k.number = given.number
                  AND (a.id = ANY (c.accounts) OR (c.accounts = '{}' AND a.carrier = c.carrier)))
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

    private static final String PRICELESS =
            """
            SELECT a.name
            FROM campaigns c
            JOIN organizations o ON o.id = c.organization_id
            JOIN carrier_accounts a ON a.organization_id = c.organization_id
                AND (a.id = ANY (c.accounts) OR (c.accounts = '{}' AND a.carrier = c.carrier))
            WHERE c.id = :id
              AND o.limits ->> 'max_spend_per_day' IS NOT NULL
              AND a.price_per_minute IS NULL
              AND a.carrier <> 'simulator'
            ORDER BY array_position(c.accounts, a.id), a.id
            LIMIT 1
            """;

    private static final String COLUMN =
            """
            SELECT EXISTS (
                SELECT FROM campaign_columns
                WHERE campaign_id = :id AND kind = 'variable' AND name = :name)
            """;

    /**
     * @param carriers of its accounts, in failover order
     * @param floor one of its accounts rings real phones
     */
    private record Campaign(
            UUID flow, List<String> carriers, CampaignSettings settings, boolean floor) {}

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
                this::tunable,
                this::priced,
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
        for (String carrier : campaign(row).carriers()) {
            if (!drivers.has(carrier)) {
                throw new NotPossible(
                        "NOT_AVAILABLE_YET",
                        "carrier " + carrier + " is not available",
                        "/carrier",
                        false);
            }
        }
    }

    /**
     * What carriers and the law ask of a campaign after every edit too, when no start comes any
     * more.
     *
     * @throws NotPossible naming the first problem
     */
    void stayPossible(CampaignRow row) {
        carrierCanDo(row);
        tunable(row);
        lawful(row);
    }

    /** What a real carrier asks of a campaign. */
    private void lawful(CampaignRow row) {
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
                                        List.of((String[]) found.getArray("carriers").getArray()),
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

    /** A call may be dialed with any of them. */
    private void carrierCanDo(CampaignRow row) {
        campaign(row).carriers().stream()
                .filter(drivers::has)
                .forEach(carrier -> canDo(row, carrier));
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

    /** Of every carrier too. */
    private void tunable(CampaignRow row) {
        Campaign campaign = campaign(row);
        campaign.carriers().stream()
                .filter(drivers::has)
                .map(drivers::driver)
                .forEach(
                        driver ->
                                TuningRule.check(campaign.settings(), driver, TuningRule.POINTER));
    }

    /** What no price is known of cannot be held to a spending cap. */
    private void priced(CampaignRow row) {
        transactions
                .jdbc()
                .sql(PRICELESS)
                .param("id", row.id().value())
                .query(String.class)
                .optional()
                .ifPresent(
                        account -> {
                            throw new NotPossible(
                                    "PRICE_MISSING",
                                    "the organization has a max_spend_per_day and carrier account "
                                            + account
                                            + " no price_per_minute",
                                    "/carrier",
                                    false);
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
