package io.carillon.activities.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.event.Outbox;
import io.carillon.activities.testing.RecordedWorkflows;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;
import io.carillon.workflows.phone.PhoneNumber;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Which columns a campaign is told that its leads have. */
class CampaignColumnsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Outbox outbox = event -> {};
    private final LeadIntake intake = TestIntake.over(DATABASE.transactions(), outbox);
    private final LeadChanges changes =
            new LeadChanges(
                    DATABASE.transactions(),
                    decision -> {},
                    new LeadFinished(DATABASE.transactions(), outbox),
                    new PersonEraser(DATABASE.transactions()),
                    new RecordedWorkflows());
    private final LeadResults results = TestIntake.results(DATABASE.transactions());
    private final Rows rows = Rows.in(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void areThoseOfAllLeadsKnownOnesFirst() {
        take(lead(1, "name", "Ada", "city", "Bonn"), lead(2, "zip", "1", "age", "36"));

        take(lead(3, "email", "c@example.com"));

        assertThat(names().variables()).containsExactly("name", "email", "age", "city", "zip");
    }

    @Test
    void areMoreWhenKnownLeadsComeAgainWithOthers() {
        take(lead(1, "name", "Ada"));

        take(lead(1, "city", "Bonn"));

        assertThat(names().variables()).containsExactly("name", "city");
    }

    @Test
    void areMoreWhenACorrectionBringsOne() {
        LeadId ada = take(lead(1, "name", "Ada")).getFirst().lead();

        change(ada, "city", "Bonn");

        assertThat(names().variables()).containsExactly("name", "city");
    }

    @Test
    void stayWhenACorrectionTakesOneAway() {
        LeadId ada = take(lead(1, "name", "Ada", "city", "Bonn")).getFirst().lead();

        change(ada, "city", null);

        assertThat(names().variables()).containsExactly("name", "city");
    }

    @Test
    void areThoseOfTheCampaignOnly() {
        take(lead(1, "name", "Ada"));
        CampaignStart other = rows.campaign("draft", Rows.settings());

        assertThat(results.names(rows.organizationId(), other.campaign()))
                .isEqualTo(new LeadResults.Names(List.of(), List.of()));
    }

    private void change(LeadId lead, String name, @Nullable String value) {
        var variables = new java.util.HashMap<String, @Nullable String>();
        variables.put(name, value);
        DATABASE.transactions()
                .within(
                        rows.organizationId(),
                        () ->
                                changes.apply(
                                        rows.organizationId(),
                                        lead,
                                        new LeadChange(null, null, variables, null, null, null)));
    }

    private List<LeadIntake.Taken> take(LeadDraft... drafts) {
        return DATABASE.transactions()
                .system(
                        () -> {
                            intake.lock(rows.organizationId(), campaign.campaign());
                            return intake.take(
                                    new LeadIntake.Batch(
                                            rows.organizationId(),
                                            campaign.campaign(),
                                            null,
                                            true,
                                            List.of(drafts)));
                        });
    }

    private static LeadDraft lead(int number, String... variables) {
        return new LeadDraft(
                number,
                null,
                List.of(number(number)),
                LeadZones.UNKNOWN,
                variables.length == 2
                        ? Map.of(variables[0], variables[1])
                        : Map.of(variables[0], variables[1], variables[2], variables[3]),
                null);
    }

    private static PhoneNumber number(int number) {
        return new PhoneNumber("+1202555%04d".formatted(number));
    }

    private LeadResults.Names names() {
        return results.names(rows.organizationId(), campaign.campaign());
    }
}
