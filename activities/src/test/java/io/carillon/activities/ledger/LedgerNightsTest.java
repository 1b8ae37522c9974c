package io.carillon.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;

class LedgerNightsTest {
    private static final String BROKEN = "every campaign counts the leads it has";

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void examinesANightOnceWhoeverLooks() {
        assertThat(nights().examineWhenDue()).isPresent();

        assertThat(nights().examineWhenDue()).isEmpty();
        assertThat(kept()).isEqualTo("1 night, 1 ended");
    }

    @Test
    void examinesTheNextNightADayLater() {
        nights().examineWhenDue();
        database = database.at(Duration.ofDays(1));

        assertThat(nights().examineWhenDue()).isPresent();
        assertThat(kept()).isEqualTo("2 night, 2 ended");
    }

    @Test
    void aNightBeginsAtItsTimeOfDay() {
        var before =
                new LedgerNights(database.transactions(), ledger(), time("+ interval '1 minute'"));
        var after =
                new LedgerNights(database.transactions(), ledger(), time("- interval '1 minute'"));
        before.examineWhenDue();

        assertThat(before.examineWhenDue()).isEmpty();
        assertThat(after.examineWhenDue()).isPresent();
    }

    @Test
    void leavesANightToWhoeverIsAtItForAnHour() {
        database.asSuperuser(
                "INSERT INTO ledger_nights (night, begun_at) VALUES ((carillon_now() AT TIME ZONE 'UTC')::date, carillon_now())");

        assertThat(nights().examineWhenDue()).isEmpty();

        database.asSuperuser(
                "UPDATE ledger_nights SET begun_at = begun_at - interval '61 minutes'");
        assertThat(nights().examineWhenDue()).isPresent();
    }

    @Test
    void aNightThatFailedIsTriedAgain() {
        database.asSuperuser("ALTER TABLE imports RENAME TO elsewhere");
        assertThatThrownBy(() -> nights().examineWhenDue()).isInstanceOf(RuntimeException.class);
        database.asSuperuser("ALTER TABLE elsewhere RENAME TO imports");

        assertThat(nights().examineWhenDue()).isPresent();
    }

    @Test
    void showsViolationsAndItsAgeAsMetrics() {
        miscounted();
        nights().examineWhenDue();

        SimpleMeterRegistry registry = metered();

        assertThat(violations(registry, BROKEN)).isEqualTo(1);
        assertThat(violations(registry, "no sliding second holds more dials than the pace"))
                .isZero();
        assertThat(ageSeconds(registry)).isBetween(0.0, 60.0);
    }

    /** So that the alert is quiet on the first day, and not for ever. */
    @Test
    void whatWasNeverExaminedIsAsOldAsTheFirstOrganization() {
        assertThat(ageSeconds(metered())).isZero();

        database.asSuperuser(
                """
                INSERT INTO organizations (id, name, created_at)
                VALUES (gen_random_uuid(), 'first', carillon_now() - interval '27 hours'),
                    (gen_random_uuid(), 'second', carillon_now())
                """);
        SimpleMeterRegistry registry = metered();

        assertThat(ageSeconds(registry)).isBetween(27 * 3600.0, 27 * 3600.0 + 60);
        assertThat(violations(registry, BROKEN)).isNaN();
    }

    private SimpleMeterRegistry metered() {
        var registry = new SimpleMeterRegistry();
        new LedgerMeters(nights()).bindTo(registry);
        return registry;
    }

    private static double ageSeconds(SimpleMeterRegistry registry) {
        return registry.get("carillon.ledger.age").timeGauge().value();
    }

    @Test
    void readsItsHourFromTheEnvironment() {
        assertThat(settings(Map.of()).time()).isEqualTo(LocalTime.of(3, 30));
        assertThat(settings(Map.of("CARILLON_LEDGER_AT", "21:05")).time())
                .isEqualTo(LocalTime.of(21, 5));
        assertThatThrownBy(() -> settings(Map.of("CARILLON_LEDGER_AT", "noon")))
                .hasRootCauseInstanceOf(java.time.format.DateTimeParseException.class)
                .hasStackTraceContaining("CARILLON_LEDGER_AT is noon: expected hour and minute");
    }

    private static LedgerSettings settings(Map<String, Object> environment) {
        var standard = new StandardEnvironment();
        standard.getPropertySources()
                .addFirst(
                        new SystemEnvironmentPropertySource("systemEnvironment-test", environment));
        ConfigurationPropertySources.attach(standard);
        return Binder.get(standard).bindOrCreate("carillon.ledger", LedgerSettings.class);
    }

    private void miscounted() {
        database.asSuperuser(
                """
                INSERT INTO organizations (id, name) VALUES (gen_random_uuid(), 'test');
                INSERT INTO campaigns (id, organization_id, name, status, caller_ids, settings, leads_total)
                SELECT gen_random_uuid(), id, 'test', 'draft', '{}', '{}', 1 FROM organizations
                """);
    }

    private static double violations(SimpleMeterRegistry registry, String invariant) {
        return registry.get("carillon.ledger.violations")
                .tag("invariant", invariant)
                .gauge()
                .value();
    }

    private LedgerNights nights() {
        return new LedgerNights(database.transactions(), ledger(), LocalTime.MIDNIGHT);
    }

    private Ledger ledger() {
        return new Ledger(database.transactions());
    }

    private LocalTime time(String moved) {
        return LocalTime.parse(
                text("SELECT (carillon_now() AT TIME ZONE 'UTC' " + moved + ")::time(0)::text"));
    }

    private String kept() {
        return text(
                "SELECT count(*) || ' night, ' || count(ended_at) || ' ended' FROM ledger_nights");
    }

    private String text(String sql) {
        return database.transactions()
                .system(() -> database.transactions().jdbc().sql(sql).query(String.class).single());
    }
}
