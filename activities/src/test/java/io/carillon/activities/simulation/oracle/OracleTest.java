package io.carillon.activities.simulation.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.simulation.oracle.Journal.AccountRules;
import io.carillon.activities.simulation.oracle.Journal.CallerIdRules;
import io.carillon.activities.simulation.oracle.Journal.CampaignRules;
import io.carillon.activities.simulation.oracle.Journal.Dial;
import io.carillon.activities.simulation.oracle.Journal.Ended;
import io.carillon.activities.simulation.oracle.Journal.Hours;
import io.carillon.activities.simulation.oracle.Journal.OrganizationRules;
import io.carillon.activities.simulation.oracle.Journal.Person;
import io.carillon.activities.simulation.oracle.Journal.Span;
import io.carillon.activities.simulation.oracle.Journal.Suppression;
import io.carillon.activities.simulation.oracle.Journal.Wait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A journal in which all is well, and for every invariant one change that breaks it. */
class OracleTest {
    /** Friday noon in New York. */
    private static final Instant NOON = Instant.parse("2026-11-20T17:00:00Z");

    private static final String FIRST = "+12125550100";
    private static final String SECOND = "+12125550101";
    private static final String THIRD = "+12125550102";
    private static final String ALABAMA = "+12055550100";
    private static final String JAPAN = "+81312345670";
    private static final List<ZoneId> NEW_YORK = List.of(ZoneId.of("America/New_York"));

    private final Journal journal = new Journal();

    OracleTest() {
        journal.installationCallsPerSecond = 1;
        journal.organization.from(Instant.EPOCH, organization(true));
        journal.organization.from(NOON.plus(Duration.ofDays(2)), organization(false));
        journal.organization.from(NOON.plus(Duration.ofDays(3)), organization(true));
        History<CampaignRules> campaign = new History<>();
        campaign.from(Instant.EPOCH, campaign(true));
        campaign.from(NOON.plus(Duration.ofDays(1)), campaign(false));
        campaign.from(NOON.plus(Duration.ofDays(2)), campaign(true));
        campaign.from(NOON.plus(Duration.ofDays(5)), campaign(true, false));
        journal.campaigns.put("campaign", campaign);
        History<AccountRules> account = new History<>();
        account.from(Instant.EPOCH, new AccountRules(true, 1, 2, true));
        account.from(NOON.plus(Duration.ofDays(4)), new AccountRules(false, 1, 2, true));
        journal.accounts.put("account", account);
        journal.accountsOf.put("campaign", List.of("account"));
        for (String id : List.of("own", "foreign")) {
            History<CallerIdRules> callerId = new History<>();
            callerId.from(Instant.EPOCH, new CallerIdRules(true, 5, Duration.ofSeconds(10)));
            journal.callerIds.put(id, callerId);
        }
        journal.suppressions.add(
                new Suppression("+1310", true, null, NOON, NOON.plus(Duration.ofDays(1))));
        for (String number : List.of(FIRST, SECOND, THIRD)) {
            journal.places.put(number, Set.of("US-NY"));
        }
        journal.places.put(ALABAMA, Set.of("US-AL"));
        journal.places.put(JAPAN, Set.of("JP"));
        for (String lead : List.of("first", "second", "third")) {
            agreed(lead, LocalDate.of(2026, 10, 1));
        }
        journal.leads.addAll(List.of("first", "second", "third"));
        journal.dials.addAll(
                List.of(
                        dial("first").to(FIRST).at(0).lasting(30, "busy").made(),
                        dial("second").to(SECOND).at(20).lasting(30, "machine").made(),
                        dial("first").to(FIRST).at(7200).lasting(60, "human").made()));
        journal.ended.addAll(
                List.of(
                        new Ended("first", "reached", NOON.plusSeconds(7260)),
                        new Ended("second", "voicemail", NOON.plusSeconds(50))));
        journal.waits.add(wait(0, 300));
        journal.end = NOON.plus(Duration.ofDays(7));
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(Oracle.check(journal).said()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatBreaksTheInvariant(Invariant invariant) {
        violate(invariant);

        assertThat(Oracle.check(journal).broken(invariant)).isPositive();
    }

    private void violate(Invariant invariant) {
        DialMade other = dial("third").to(THIRD);
        switch (invariant) {
            case CAMPAIGN_ACTIVE -> add(other.at(day(1)));
            case ORGANIZATION_ACTIVE -> add(other.at(day(2)));
            case WITHIN_START_AND_END -> add(other.at(day(6)));
            // 19:59:31, and the phone rings for 30 seconds.
            case CALLING_HOURS -> add(other.at(8 * 3600 - 29));
            // Sunday.
            case LAWFUL_HOURS -> add(other.to(ALABAMA).at(day(2)));
            case LAWFUL_COUNTRY -> add(other.to(JAPAN).at(3600));
            case CONSENT -> {
                agreed("third", LocalDate.of(2026, 11, 22));
                add(other.at(3600));
            }
            case DISCLOSURES -> add(other.at(day(5)));
            case NOT_SUPPRESSED -> add(other.to("+13105550100").at(3600));
            case ATTEMPTS_PER_LEAD -> add(dial("first").to(FIRST).at(14_400));
            case SPACED -> add(dial("second").to(SECOND).at(3619));
            case RETRY_DELAY -> add(dial("second").to(SECOND).at(7300));
            case NUMBER_CAP -> add(dial("third").to(FIRST).at(14_400));
            case CAMPAIGN_DAY, ORGANIZATION_DAY, CALLER_ID_DAY -> manyMore();
            case CALLER_ID_OWNED -> add(other.showing("foreign").at(3600));
            case CALLER_ID_COOL -> add(other.at(29));
            case COUNTRY_ALLOWED -> add(other.in("GB").at(3600));
            case ONE_LIVE_CALL_PER_NUMBER -> add(dial("third").to(FIRST).at(29));
            case ACCOUNT_ACTIVE -> add(other.at(day(4)));
            case ACCOUNT_CONCURRENCY, CAMPAIGN_CONCURRENCY -> add(other.at(29));
            case CAMPAIGN_PACE, ACCOUNT_PACE, INSTALLATION_PACE -> add(other.at(0.999));
            case DIALED_ONCE_PER_CALL -> add(other.at(3600).named("first0.0"));
            case ONE_OUTCOME -> journal.ended.add(new Ended("second", "canceled", NOON));
            case OUTCOME_OF_RESULT ->
                    journal.ended.set(0, new Ended("first", "exhausted", NOON.plusSeconds(7260)));
            case NOTHING_AFTER_OUTCOME -> add(dial("second").to(SECOND).at(14_400));
            case PROGRESS -> journal.waits.add(wait(3 * 3600, 5 * 3600));
        }
    }

    private void agreed(String lead, LocalDate on) {
        History<Person> person = new History<>();
        person.from(Instant.EPOCH, new Person(null, on));
        journal.people.put(lead, person);
    }

    private void manyMore() {
        for (int i = 0; i < 5; i++) {
            add(dial("third").to("+1212555011" + i).at(3600 + i * 60));
        }
    }

    private void add(DialMade dial) {
        journal.dials.add(dial.made());
    }

    private static double day(int days) {
        return days * 86_400.0;
    }

    private static Wait wait(int fromSecond, int toSecond) {
        return new Wait(
                "third",
                "campaign",
                false,
                THIRD,
                "US",
                NEW_YORK,
                NOON.plusSeconds(fromSecond),
                NOON.plusSeconds(toSecond));
    }

    private static OrganizationRules organization(boolean active) {
        return new OrganizationRules(active, 7, Map.of(Duration.ofHours(24), 2));
    }

    private static CampaignRules campaign(boolean active) {
        return campaign(active, true);
    }

    private static CampaignRules campaign(boolean active, boolean discloses) {
        Map<DayOfWeek, List<Span>> spans =
                Arrays.stream(DayOfWeek.values())
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        day -> List.of(new Span(9 * 60, 20 * 60))));
        return new CampaignRules(
                active,
                false,
                NOON,
                NOON.plus(Duration.ofDays(6)),
                new Hours(spans, Set.of()),
                ZoneId.of("America/New_York"),
                true,
                true,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                2,
                6,
                2,
                1,
                Set.of("own"),
                Set.of("US"),
                Map.of("busy", List.of(Duration.ofHours(1))),
                true,
                discloses);
    }

    private static DialMade dial(String lead) {
        return new DialMade(lead);
    }

    /** A dial that keeps every rule, but for what the test says. */
    private static final class DialMade {
        private final String lead;
        private String call = "";
        private String number = FIRST;
        private String country = "US";
        private String callerId = "own";
        private double second;
        private int lasts = 30;
        private String result = "human";

        DialMade(String lead) {
            this.lead = lead;
        }

        DialMade to(String dialed) {
            number = dialed;
            return this;
        }

        DialMade in(String other) {
            country = other;
            return this;
        }

        DialMade showing(String other) {
            callerId = other;
            return this;
        }

        DialMade named(String other) {
            call = other;
            return this;
        }

        DialMade at(double seconds) {
            second = seconds;
            return this;
        }

        DialMade lasting(int seconds, String with) {
            lasts = seconds;
            result = with;
            return this;
        }

        Dial made() {
            Instant at = NOON.plusNanos((long) (second * 1e9));
            return new Dial(
                    call.isEmpty() ? lead + second : call,
                    "campaign",
                    lead,
                    false,
                    number,
                    country,
                    NEW_YORK,
                    callerId,
                    "account",
                    at,
                    at,
                    at,
                    at.plusSeconds(lasts),
                    result,
                    null,
                    null);
        }
    }
}
