package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

class ReturnedErrorsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private static final String FILE =
            """
            phone,name,code
            2025550101,Ada,A
            12,=Bob,B
            1.2E+10,Carol,C
            2025550104,Dora,D,surplus,more
            2025550105,"Eve,E
            2025550106,Finn,%s
            """
                    .formatted("x".repeat(70_000));

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void importsTheMendedRowsOfAnErrorFileAndNothingElse() throws IOException {
        String errors = errors(bench.importAll(campaign, FILE));

        ImportRow again = bench.importAll(campaign, errors.replaceFirst("(?m)^12,", "2025550102,"));

        assertThat(again.counts())
                .isEqualTo(
                        new ImportCounts(
                                1,
                                0,
                                0,
                                0,
                                4,
                                Map.of(
                                        "PHONE_SCIENTIFIC", 1L,
                                        "ROW_TOO_MANY_COLUMNS", 1L,
                                        "ROW_BROKEN_QUOTE", 1L,
                                        "ROW_TOO_LONG", 1L),
                                Map.of()));
        assertThat(bench.leads(rows, campaign, "phones[1] || ' ' || (variables - 'x')::text"))
                .containsExactly(
                        "+12025550101 {\"code\": \"A\", \"name\": \"Ada\"}",
                        "+12025550102 {\"code\": \"B\", \"name\": \"=Bob\"}");
    }

    @Test
    void anErrorFileThatComesBackUnmendedSaysTheSameAgain() throws IOException {
        ImportRow first = bench.importAll(campaign, FILE);
        String errors = errors(first);

        ImportRow second = bench.importAll(campaign, errors);

        assertThat(second.counts().rejectedByCode()).isEqualTo(first.counts().rejectedByCode());
        assertThat(second.counts().totalRows()).isEqualTo(5);
        assertThat(withoutLines(errors(second))).isEqualTo(withoutLines(errors));
    }

    @Test
    void aRowOfTooManyCellsIsMendedByEmptyingThem() throws IOException {
        String errors = errors(bench.importAll(campaign, FILE));

        ImportRow again = bench.importAll(campaign, errors.replace("surplus,more", ","));

        assertThat(again.counts().imported()).isEqualTo(1);
        assertThat(bench.leads(rows, campaign, "variables->>'code'")).containsExactly("A", "D");
    }

    @Test
    void columnsAddedBehindTheReasonsAreKept() {
        bench.importAll(
                campaign, "phone,line,column,code,reason,city\n2025550101,7,phone,X,bad,Rome\n");

        assertThat(bench.leads(rows, campaign, "variables::text"))
                .containsExactly("{\"city\": \"Rome\"}");
    }

    @Test
    void reasonsInAnotherOrderAreTheUsersOwnColumns() {
        bench.importAll(campaign, "phone,reason,code\n2025550101,late,X\n");

        assertThat(bench.leads(rows, campaign, "variables::text"))
                .containsExactly("{\"code\": \"X\", \"reason\": \"late\"}");
    }

    @Test
    void groupsTheErrorsByCauseWithThreeExamplesEach() {
        ImportRow done =
                bench.importAll(campaign, "name,phone\na,1\nb,2\nc,\nd,3\ne,4\nf,2025550101\n");

        List<Imports.ErrorGroup> groups = bench.imports.errorGroups(done.organization(), done);

        assertThat(groups.stream().map(group -> group.code() + " " + group.count()))
                .containsExactly("PHONE_INVALID 4", "PHONE_MISSING 1");
        assertThat(groups.getFirst().examples().stream().map(RejectedRow::cells))
                .containsExactly(List.of("a", "1"), List.of("b", "2"), List.of("d", "3"));
    }

    @Test
    void writesTheErrorsWhenTheFileIsGone() throws IOException {
        ImportRow done = bench.importAll(campaign, FILE);
        String before = errors(done);

        int removed = bench.blobs.removeRead();

        assertThat(removed).isPositive();
        ImportRow without = bench.imports.find(done.organization(), done.id()).orElseThrow();
        assertThat(without.blob()).isNull();
        assertThat(errors(without)).isEqualTo(before);
    }

    @Test
    void keepsTheFileOfAnImportThatIsNotOver() {
        var start = bench.upload(campaign, ImportBench.file("good/plain.csv"));

        bench.blobs.removeRead();

        assertThat(bench.read(start, () -> true).status()).isEqualTo("completed");
    }

    private String errors(ImportRow row) throws IOException {
        var out = new StringWriter();
        new ErrorsCsv(bench.imports, bench.blobs).write(row, out);
        return out.toString();
    }

    private static String withoutLines(String errors) {
        return errors.replaceAll("(?m),[0-9]+,(\\w*),(ROW|PHONE)_", ",n,$1,$2_");
    }
}
