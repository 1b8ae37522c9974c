package io.carillon.activities.testing;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.settings.SettingsJson;
import io.carillon.workflows.call.MachinePolicy;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.ids.OrganizationId;
import io.carillon.workflows.schedule.CallingHours;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Valid rows to begin a test with: an organization with its simulator account, caller id and flow;
 * campaigns; leads.
 */
public final class Rows {
    public static final String CALLER_ID = "+12025550100";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Transactions transactions;
    private final OrganizationId organization = new OrganizationId(UuidV7.next());
    private final UUID flowVersion = UuidV7.next();
    private final UUID account = UuidV7.next();

    private Rows(Transactions transactions) {
        this.transactions = transactions;
    }

    public static Rows in(TestDatabase database) {
        return in(database.transactions());
    }

    /** By their clock. */
    public static Rows in(Transactions transactions) {
        var rows = new Rows(transactions);
        rows.organization();
        return rows;
    }

    public OrganizationId organizationId() {
        return organization;
    }

    public UUID flowVersion() {
        return flowVersion;
    }

    public UUID account() {
        return account;
    }

    /**
     * All day, ten at once, ten a second, three attempts, no spacing, one busy and one no-answer
     * retry after a minute.
     */
    public static CampaignSettings settings() {
        return new CampaignSettings(
                CallingHours.allDay(),
                ZoneId.of("America/New_York"),
                true,
                true,
                10,
                10,
                null,
                3,
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Map.of(
                        "busy",
                        List.of(Duration.ofMinutes(1)),
                        "no_answer",
                        List.of(Duration.ofMinutes(1))),
                null,
                false,
                new MachinePolicy(
                        true,
                        MachinePolicy.OnMachine.LEAVE_MESSAGE,
                        MachinePolicy.OnUnknown.CONTINUE),
                "Hello {{first_name|there}}",
                "US",
                List.of("US"),
                "update",
                Map.of(),
                Map.of(),
                null);
    }

    /** The same with other members, as the database keeps them: {@code {"maxConcurrent":1}}. */
    public static CampaignSettings settings(String changes) {
        return with(settings(), changes);
    }

    /** Those settings with other members. */
    public static CampaignSettings with(CampaignSettings settings, String changes) {
        var json = (ObjectNode) JSON.readTree(SettingsJson.write(settings));
        json.setAll((ObjectNode) JSON.readTree(changes));
        return SettingsJson.read(json.toString());
    }

    /** A campaign in that status. */
    public CampaignStart campaign(String status, CampaignSettings settings) {
        var id = new CampaignId(UuidV7.next());
        update(
                """
                INSERT INTO campaigns (id, organization_id, name, status, flow_version_id, carrier, accounts, caller_ids, settings)
                VALUES (:id, :organization, 'test', :status, :flow, 'simulator', ARRAY[:account]::uuid[], ARRAY[:caller], :settings::jsonb)
                """,
                Map.of(
                        "id", id.value(),
                        "status", status,
                        "flow", flowVersion,
                        "account", account,
                        "caller", CALLER_ID,
                        "settings", SettingsJson.write(settings)));
        return new CampaignStart(id, organization);
    }

    /**
     * From now on the account, its caller ids and the campaigns are another carrier's.
     *
     * @param baseUrl null: the carrier's own host
     */
    public void dialsWith(String carrier, @Nullable String baseUrl) {
        update(
                "UPDATE carrier_accounts SET carrier = :carrier, base_url = nullif(:url, '') WHERE organization_id = :organization",
                Map.of("carrier", carrier, "url", baseUrl == null ? "" : baseUrl));
        update(
                "UPDATE caller_ids SET carrier = :carrier WHERE organization_id = :organization",
                Map.of("carrier", carrier));
        update(
                "UPDATE campaigns SET carrier = :carrier WHERE organization_id = :organization",
                Map.of("carrier", carrier));
    }

    /**
     * The campaign says all that a real carrier asks of it: consent, identity, a flow that tells
     * the caller's name and how to opt out, a message that does.
     */
    public void lawful(CampaignStart campaign) {
        UUID version = UuidV7.next();
        update(
                """
                INSERT INTO flow_versions (id, organization_id, flow_id, version, definition)
                SELECT :version, organization_id, flow_id, 2 + (SELECT count(*) FROM flow_versions WHERE flow_id = f.flow_id),
                    '{"name":"lawful","start":"menu","steps":{
                        "menu":{"gather":{"say":"This is {{caller_name}}. Press 9 never to be called again.","max_digits":1},
                            "on":{"9":"stop"},"on_no_input":"bye"},
                        "stop":{"opt_out":true,"say":"You will not be called again.","next":"bye"},
                        "bye":{"hang_up":true}}}'
                FROM flow_versions f WHERE id = :flow AND organization_id = :organization
                """,
                Map.of("version", version, "flow", flowVersion));
        update(
                """
                UPDATE campaigns
                SET flow_version_id = :version,
                    settings = settings || '{
                        "consent":{"basis":"written","obtained_at":"2026-10-01","source":"web form"},
                        "identity":{"caller_name":"Acme","opt_out_number":"+12025550111"},
                        "message":"This is {{caller_name}}. Call {{opt_out_number}} never to be called again."}'
                WHERE id = :campaign AND organization_id = :organization
                """,
                Map.of("version", version, "campaign", campaign.campaign().value()));
    }

    /** A pending lead that is due now. */
    public LeadId lead(CampaignStart campaign, String number, String... zones) {
        var id = new LeadId(UuidV7.next());
        update(
                """
                INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, due_at, next_attempt_at)
                VALUES (:id, :organization, :campaign, 'p:' || :number, ARRAY[:number], :zones, 'column',
                    carillon_now() - interval '1 second', carillon_now() - interval '1 second')
                """,
                Map.of(
                        "id",
                        id.value(),
                        "campaign",
                        campaign.campaign().value(),
                        "number",
                        number,
                        "zones",
                        zones));
        update(
                "UPDATE campaigns SET leads_total = leads_total + 1 WHERE id = :campaign AND organization_id = :organization",
                Map.of("campaign", campaign.campaign().value()));
        return id;
    }

    /** One value, as the system's role sees it. */
    public <T> T value(Class<T> type, String sql, Object id) {
        return transactions.atLength(
                () -> transactions.jdbc().sql(sql).param("id", id).query(type).single());
    }

    /**
     * A statement by the system's role, which may make a million rows; {@code :organization} is
     * this one's.
     */
    public void update(String sql, Map<String, Object> parameters) {
        transactions.atLength(
                () ->
                        transactions
                                .jdbc()
                                .sql(sql)
                                .param("organization", organization.value())
                                .params(parameters)
                                .update());
    }

    private void organization() {
        update("INSERT INTO organizations (id, name) VALUES (:organization, 'test')", Map.of());
        update(
                """
                INSERT INTO carrier_accounts (id, organization_id, carrier, name, calls_per_second, max_concurrent)
                VALUES (:id, :organization, 'simulator', 'simulator', 50, 1000)
                """,
                Map.of("id", account));
        update(
                """
                INSERT INTO caller_ids (id, organization_id, number, carrier, status)
                VALUES (:id, :organization, :number, 'simulator', 'verified')
                """,
                Map.of("id", UuidV7.next(), "number", CALLER_ID));
        UUID flow = UuidV7.next();
        update(
                "INSERT INTO flows (id, organization_id, name) VALUES (:id, :organization, 'test')",
                Map.of("id", flow));
        update(
                """
                INSERT INTO flow_versions (id, organization_id, flow_id, version, definition)
                VALUES (:id, :organization, :flow, 1,
                    '{"name":"test","start":"hello","steps":{"hello":{"say":"Hello","next":"bye"},"bye":{"hang_up":true}}}')
                """,
                Map.of("id", flowVersion, "flow", flow));
    }
}
