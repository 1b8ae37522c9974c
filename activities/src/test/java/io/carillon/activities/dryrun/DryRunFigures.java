package io.carillon.activities.dryrun;

import io.carillon.activities.call.Countries;
import io.carillon.activities.flow.Flows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.phone.PhoneNumber;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a dry run of a large campaign costs, on the simulator and where the law holds: {@code
 * temporal-dev/bench dry-run [leads]}.
 */
public final class DryRunFigures {
    private static final Duration BOUND = Duration.ofSeconds(10);

    // People of 300 area codes in four zones, of whom one in seven lives elsewhere (50 states,
    // 40,000
    // postal codes), who agreed on one of 700 days; one in a hundred says nothing of it.
    private static final String LEADS =
            """
            INSERT INTO leads (id, organization_id, campaign_id, person_key, phones, time_zones, zone_source, variables,
                due_at, next_attempt_at)
            SELECT gen_random_uuid(), :organization, :campaign, 'p:' || n, ARRAY['+1' || a.codes[1 + n % array_length(a.codes, 1)] || lpad((2000000 + n / 300)::text, 7, '0')],
                ARRAY[(ARRAY['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'])[1 + n % 4]],
                'postal_code',
                jsonb_build_object('name', 'Ada',
                    'state', CASE WHEN n % 7 = 0 THEN a.states[1 + n % array_length(a.states, 1)] END,
                    'postal_code', CASE WHEN n % 7 = 0 THEN lpad((1000 + n % 40000 * 7919 % 40000)::text, 5, '0') END,
                    'agreed_on', CASE WHEN n % 100 = 0 THEN '' ELSE (date '2024-11-01' + n % 700)::text || 'T12:00:' || lpad((n % 60)::text, 2, '0') || 'Z' END),
                carillon_now() - interval '1 minute', carillon_now() - interval '1 minute'
            FROM generate_series(1, :leads) AS n
            CROSS JOIN (SELECT ARRAY(SELECT code FROM unnest(:codes::text[]) code) AS codes,
                :states::text[] AS states) a
            """;

    private static final String[] STATES =
            ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH"
                            + " NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY")
                    .split(" ");

    private final PrintStream out;
    private final TestDatabase database;
    private final Rows rows;
    private final DryRun dryRun;

    DryRunFigures(PrintStream out, TestDatabase database) {
        this.out = out;
        this.database = database;
        this.rows = Rows.in(database);
        this.dryRun =
                new JdbcDryRun(
                        database.transactions(),
                        Flows.over(database.transactions()),
                        (organization, campaign) -> List.of(),
                        50);
    }

    public static void main(String[] arguments) {
        System.setProperty("carillon.test.fsync", "true");
        int leads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        boolean held;
        try (TestDatabase database = TestDatabase.open()) {
            held = new DryRunFigures(System.out, database).measure(leads);
        }
        if (!held) {
            System.exit(1);
        }
    }

    /** Whether each dry run was within the bound. */
    boolean measure(int leads) {
        out.printf(
                "set-up: %d cores, heap at most %d MB%n",
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
        CampaignStart campaign = campaign(leads);
        boolean held = run("on the simulator", campaign);
        rows.dialsWith("twilio", null);
        return run("where the law holds", campaign) && held;
    }

    private CampaignStart campaign(int leads) {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        rows.lawful(campaign);
        rows.update(
                """
                UPDATE campaigns
                SET settings = jsonb_set(settings, '{consent,obtained_at}', '"agreed_on"')
                WHERE id = :id AND organization_id = :organization
                """,
                Map.of("id", campaign.campaign().value()));
        long began = System.nanoTime();
        rows.update(
                LEADS,
                Map.of(
                        "campaign",
                        campaign.campaign().value(),
                        "leads",
                        leads,
                        "codes",
                        codes(),
                        "states",
                        STATES));
        database.asSuperuser("VACUUM (ANALYZE) leads");
        out.printf(
                "%,d leads made in %d s%n",
                leads, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return campaign;
    }

    private boolean run(String where, CampaignStart campaign) {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long began = System.nanoTime();
        DryRun.Answer answer = dryRun.of(campaign.organization(), campaign.campaign());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.printf(
                "dry run %s: %.1f s, heap at most %d MB with garbage; %,d leads, %,d would be dialed, skipped %s, %d groups of hours, end %s%n",
                where,
                took.toMillis() / 1000.0,
                pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
                answer.leadsTotal(),
                answer.wouldDial(),
                answer.skipped().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().leads())
                        .toList(),
                answer.windows().size(),
                answer.estimate().endAt());
        return took.compareTo(BOUND) <= 0;
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Area codes of the United States. */
    private static String[] codes() {
        return IntStream.rangeClosed(201, 999)
                .mapToObj(Integer::toString)
                .filter(
                        code ->
                                Countries.allowed(
                                        new PhoneNumber("+1" + code + "2000000"), Rows.settings()))
                .limit(300)
                .toArray(String[]::new);
    }
}
