package io.carillon.activities.call;

import io.carillon.activities.carrier.CarrierAccount;
import io.carillon.activities.carrier.CarrierAccounts;
import io.carillon.activities.carrier.CarrierDrivers;
import io.carillon.activities.carrier.SealedAccount;
import io.carillon.activities.database.Transactions;
import io.carillon.activities.database.UuidV7;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.AccountId;
import io.carillon.workflows.ids.CallId;
import io.carillon.workflows.ids.LeadId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.util.List;
import java.util.Map;

/** Everything calls are made of, on PostgreSQL, with a fake carrier and no Temporal. */
public final class CallBed implements AutoCloseable {
    private static final String CLAIM =
            """
            INSERT INTO calls (id, organization_id, campaign_id, lead_id, state, to_number, callback_token, claimed_at)
            VALUES (:id, :organization, :campaign, :lead, 'claimed', :number, :token, carillon_now())
            """;

    private static final String IN_CALL =
            "UPDATE leads SET status = 'in_call', call_id = :call WHERE id = :id AND organization_id = :organization";

    public final FakeDriver driver = new FakeDriver();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final FakeWorkflows workflows = new FakeWorkflows();
    public final Rows rows;
    public final CampaignStart campaign;
    private final TestDatabase database;
    private final Transactions transactions;
    private final CallBeans beans;
    private int numbers;

    public CallBed() {
        this(TestDatabase.open());
    }

    /**
     * @param database closed with the bed
     */
    public CallBed(TestDatabase database) {
        this(database, database.transactions());
    }

    /**
     * @param transactions of that database, by whose clock everything goes
     */
    public CallBed(TestDatabase database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
        rows = Rows.in(transactions);
        campaign = rows.campaign("active", Rows.settings());
        beans =
                new CallBeans(transactions, workflows, Map.of())
                        .with(CarrierDrivers.class, () -> new CarrierDrivers(List.of(driver)))
                        .with(CarrierAccounts.class, Accounts::new)
                        .with(MeterRegistry.class, () -> meters)
                        .with("upkeep")
                        .start();
    }

    public <T> T bean(Class<T> type) {
        return beans.get(type);
    }

    /** A call on its way to the gate, to a number of its own. */
    public CallId claimed() {
        return claimed(campaign);
    }

    /** The same of another campaign. */
    public CallId claimed(CampaignStart campaign) {
        String number = "+1202555%04d".formatted(1000 + numbers++);
        LeadId lead = rows.lead(campaign, number, "America/New_York");
        var call = new CallId(UuidV7.next());
        rows.update(
                CLAIM,
                Map.of(
                        "id", call.value(),
                        "campaign", campaign.campaign().value(),
                        "lead", lead.value(),
                        "number", number,
                        "token", call.toString()));
        rows.update(IN_CALL, Map.of("id", lead.value(), "call", call.value()));
        return call;
    }

    public void set(CallId call, String assignments) {
        rows.update(
                "UPDATE calls SET "
                        + assignments
                        + " WHERE id = :id AND organization_id = :organization",
                Map.of("id", call.value()));
    }

    /** {@code column} of the call as text; {@code gone} when there is no such row. */
    public String call(CallId call, String column) {
        return rows.value(
                String.class,
                "SELECT coalesce((SELECT coalesce(("
                        + column
                        + ")::text, 'null') FROM calls WHERE id = :id), 'gone')",
                call.value());
    }

    public List<String> events(CallId call) {
        return transactions.system(
                () ->
                        transactions
                                .jdbc()
                                .sql(
                                        "SELECT type FROM events WHERE subject_id = :id ORDER BY sequence")
                                .param("id", call.toString())
                                .query(String.class)
                                .list());
    }

    /** The lead of a call as text; {@code null} when it has no such value. */
    public String lead(CallId call, String column) {
        return rows.value(
                String.class,
                "SELECT coalesce((l."
                        + column
                        + ")::text, 'null') FROM leads l JOIN calls k ON k.lead_id = l.id WHERE k.id = :id",
                call.value());
    }

    /** Ends every call, so that slots are free, and has everything told. */
    public void calm() {
        database.asSuperuser(
                """
                UPDATE calls SET state = 'failed', result = 'unknown', ended_at = carillon_now()
                WHERE state IN ('claimed', 'dialing', 'ringing', 'in_progress');
                UPDATE leads SET status = 'done', outcome = 'failed', done_at = carillon_now(), next_attempt_at = NULL
                WHERE status = 'in_call';
                UPDATE carrier_news SET told_at = carillon_now() WHERE told_at IS NULL;
                DELETE FROM suppressions;
                UPDATE carrier_accounts
                SET status = 'active', reason = NULL, failures = 0, breaker_seconds = NULL, down_until = NULL,
                    probe_call_id = NULL, pace_share = NULL, slowed_at = NULL, refused_at = NULL, well_since = NULL;
                UPDATE caller_ids SET accounts = NULL, refused_by = NULL, refused_at = NULL, refusal = NULL;
                """);
        driver.reset();
        workflows.reset();
    }

    public TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        beans.close();
        database.close();
    }

    private final class Accounts implements CarrierAccounts {
        @Override
        public CarrierAccount open(AccountId account) {
            return new CarrierAccount(account, rows.organizationId(), "simulator", null, Map.of());
        }

        @Override
        public CarrierAccount open(SealedAccount account) {
            return open(account.id());
        }

        @Override
        public byte[] seal(Map<String, String> credentials) {
            return new byte[0];
        }
    }
}
