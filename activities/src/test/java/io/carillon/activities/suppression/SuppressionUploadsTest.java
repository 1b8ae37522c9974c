package io.carillon.activities.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.ids.LeadId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

class SuppressionUploadsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final JdbcSuppressions suppressions =
            new SuppressionsTest().suppressions(DATABASE.transactions());
    private final SuppressionUploads uploads =
            new SuppressionUploads(DATABASE.transactions(), suppressions);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void takesAListInAnySpellingAndSaysWhichRowsItCouldNot() throws IOException {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        LeadId meant = rows.lead(campaign, "+12025550101");
        LeadId other = rows.lead(campaign, "+12025550109");

        SuppressionUpload done =
                take(
                        """
                        Phone Number;Prefix;Why;Expires;Campaign ID
                        (202) 555-0101;;complaint;;
                        ;+4930;;2100-01-01;
                        '+44 20 7946 0958;;;;%s
                        2025550104;+1202;;;
                        ;;;;
                        nobody;;;;
                        2025550105;;;tomorrow;
                        2025550106;;;;camp_unknown
                        ;0049;;;
                        2025550101;;complaint;;
                        """
                                .formatted(campaign.campaign()));

        assertThat(
                        List.of(
                                done.totalRows(),
                                done.added(),
                                done.updated(),
                                done.duplicates(),
                                done.rejected()))
                .containsExactly(10L, 3L, 0L, 1L, 6L);
        assertThat(done.errors().stream().map(e -> e.line() + " " + e.column() + " " + e.code()))
                .containsExactly(
                        "5 number NUMBER_AND_PREFIX",
                        "6 number NUMBER_MISSING",
                        "7 number PHONE_INVALID",
                        "8 expires_at TIME_INVALID",
                        "9 campaign_id CAMPAIGN_UNKNOWN",
                        "10 prefix PREFIX_INVALID");
        assertThat(status(meant)).isEqualTo("done");
        assertThat(status(other)).isEqualTo("pending");
    }

    @Test
    void theSameListAgainChangesNothing() throws IOException {
        String list = "number,reason\n+12025550101,complaint\n+12025550102,\n";
        take(list);
        List<Suppression> before = suppressions.list(rows.organizationId(), null, 10);

        SuppressionUpload again = take(list);

        assertThat(again.duplicates()).isEqualTo(2);
        assertThat(suppressions.list(rows.organizationId(), null, 10)).isEqualTo(before);
    }

    @Test
    void anotherReasonIsAnUpdateButNotOfAnOptOut() throws IOException {
        take("number,reason\n+12025550101,opt_out\n+12025550102,old\n");

        SuppressionUpload again = take("number,reason\n+12025550101,sold\n+12025550102,new\n");

        assertThat(again.updated()).isEqualTo(1);
        assertThat(
                        suppressions.list(rows.organizationId(), null, 10).stream()
                                .map(each -> number(each) + " " + each.reason()))
                .containsExactlyInAnyOrder("+12025550101 opt_out", "+12025550102 new");
    }

    @Test
    void readsABareListOfNumbers() throws IOException {
        assertThat(take("2025550101\n2025550102\n").added()).isEqualTo(2);
    }

    @Test
    void findsThemByNumberPrefixCampaignAndReason() throws IOException {
        take("number,prefix,reason\n+12025550101,,a\n,+49,b\n+12025550102,,b\n");

        assertThat(count(new SuppressionStore.Filter(null, null, null, "b"))).isEqualTo(2);
        assertThat(count(new SuppressionStore.Filter(null, "+49", null, null))).isEqualTo(1);
        assertThat(
                        count(
                                new SuppressionStore.Filter(
                                        new io.carillon.workflows.phone.PhoneNumber("+12025550101"),
                                        null,
                                        null,
                                        "b")))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', FILE_EMPTY",
        "'name,city\nAda,Rome\n', NUMBER_COLUMN_MISSING",
        "'PK\u0003\u0004xx', FILE_NOT_A_TABLE",
    })
    void refusesWhatIsNoList(String text, String code) {
        assertThatThrownBy(() -> take(text))
                .isInstanceOfSatisfying(
                        LeadFileRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void refusesMoreRowsThanItTakesAtOnce() {
        String list = "number\n" + "+12025550101\n".repeat(SuppressionFile.ROWS_MAX + 1);

        assertThatThrownBy(() -> take(list)).hasMessageContaining("more than 100000 rows");
        assertThat(suppressions.list(rows.organizationId(), null, 10)).isEmpty();
    }

    private static String number(Suppression each) {
        return Objects.requireNonNull(each.what().number()).e164();
    }

    private int count(SuppressionStore.Filter filter) {
        return suppressions.list(rows.organizationId(), filter, null, 10).size();
    }

    private String status(LeadId lead) {
        return rows.value(String.class, "SELECT status FROM leads WHERE id = :id", lead.value());
    }

    private SuppressionUpload take(String text) throws IOException {
        return uploads.take(
                rows.organizationId(),
                "US",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                done -> {});
    }
}
