package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ImportUndoTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);
    private final CampaignStart campaign = rows.campaign("active", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void takesTheLeadsOfTheFileOutAndLeavesThoseItUpdated() {
        bench.importAll(campaign, "phone,name\n2025550101,Ada\n2025550102,Bob\n");
        ImportRow second =
                bench.importAll(
                        campaign, "phone,name\n2025550101,Ada L\n2025550102,Bob\n2025550103,Cy\n");

        ImportRow undone = bench.undo.undo(rows.organizationId(), second.id()).orElseThrow();

        assertThat(undone.undone()).isNotNull().extracting(ImportRow.Undone::leads).isEqualTo(1L);
        assertThat(bench.leads(rows, campaign, "variables->>'name'"))
                .containsExactly("Ada L", "Bob");
        assertThat(
                        bench.leads(
                                rows,
                                campaign,
                                "(SELECT string_agg(decision, ' ' ORDER BY d.at) FROM lead_decisions d WHERE d.lead_id = leads.id)"))
                .containsExactly("corrected kept", null);
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void theSameFileIsNewAgainAndASecondUndoChangesNothing() {
        ImportRow first = bench.importAll(campaign, "phone\n2025550101\n");
        bench.undo.undo(rows.organizationId(), first.id());
        ImportRow again = bench.importAll(campaign, "phone\n2025550101\n");

        bench.undo.undo(rows.organizationId(), first.id());

        assertThat(again.counts().imported()).isEqualTo(1);
        assertThat(bench.leads(rows, campaign, "phones[1]")).containsExactly("+12025550101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attempts = 1", "status = 'in_call'"})
    void isRefusedOnceOneOfThemWasDialed(String dialed) {
        ImportRow done = bench.importAll(campaign, "phone\n2025550101\n2025550102\n");
        rows.update(
                "UPDATE leads SET "
                        + dialed
                        + " WHERE phones[1] = '+12025550102' AND organization_id = :organization",
                Map.of());

        assertThatThrownBy(() -> bench.undo.undo(rows.organizationId(), done.id()))
                .isInstanceOfSatisfying(
                        ImportUndo.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("IMPORT_DIALED"));

        assertThat(bench.leads(rows, campaign, "phones[1]")).hasSize(2);
    }

    @Test
    void waitsForTheEndOfTheImport() {
        var start = bench.upload(campaign, ImportBench.file("good/plain.csv"));

        assertThatThrownBy(() -> bench.undo.undo(rows.organizationId(), start.importId()))
                .isInstanceOfSatisfying(
                        ImportUndo.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("IMPORT_RUNNING"));
    }

    @Test
    void anotherOrganizationsImportDoesNotExist() {
        ImportRow done = bench.importAll(campaign, "phone\n2025550101\n");

        assertThat(bench.undo.undo(Rows.in(DATABASE).organizationId(), done.id())).isEmpty();
        assertThat(total()).isEqualTo(1);
    }

    private long total() {
        return rows.value(
                Long.class,
                "SELECT leads_total FROM campaigns WHERE id = :id",
                campaign.campaign().value());
    }
}
