package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignStart;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class LeadFilePreviewsTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private static final String TABLES =
            """
            SELECT relname
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
              AND relkind = 'r'
              AND has_table_privilege(oid, 'SELECT')
            """;

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void countsAsAnImportWouldAndStoresNothing() throws IOException {
        bench.importAll(campaign, "phone,name\n2025550101,Ada\n2025550102,Bob\n");
        suppress("+12025550199");
        String file =
                "phone,name\n2025550101,Ada L\n2025550102,Bob\n2025550103,Cy\n2025550103,Cy\n"
                        + "8005550104,Toll\n2025550199,No\n911,X\n,Y\n";
        Map<String, Long> before = everything();

        LeadFilePreview preview = preview(file, null);

        assertThat(preview.counts()).isEqualTo(new LeadFilePreview.Counts(8, 2, 1, 2, 1, 2, 1));
        assertThat(preview.rejectedByCode())
                .isEqualTo(Map.of("PHONE_NOT_ALLOWED", 1L, "PHONE_MISSING", 1L));
        assertThat(preview.complete()).isTrue();
        assertThat(everything()).isEqualTo(before);
        ImportRow imported = bench.importAll(campaign, file);
        assertThat(imported.counts())
                .isEqualTo(
                        new ImportCounts(
                                2, 1, 2, 1, 2, preview.rejectedByCode(), preview.warningsByCode()));
    }

    @Test
    void knowsNeitherLeadsNorSuppressionsOfOtherOrganizations() throws IOException {
        String text = "phone\n2025550101\n2025550102\n";
        bench.importAll(campaign, text);
        suppress("+12025550102");

        LeadFilePreview preview =
                bench.previews.preview(
                        Rows.in(DATABASE).organizationId(),
                        new LeadFilePreviews.Into(
                                campaign.campaign(), RowRules.of(Rows.settings()), true),
                        null,
                        new ByteArrayInputStream(bytes(text)));

        assertThat(preview.counts()).isEqualTo(new LeadFilePreview.Counts(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void saysHowSureItIsOfEachColumn() throws IOException {
        LeadFilePreview preview =
                preview(
                        "Rufnummer,mail,Vorname,tz\n2025550101,a@b.example,Ada,Europe/Berlin\n"
                                + "nobody,none,Bob,\n",
                        Map.of("first_name", "Vorname"));

        assertThat(preview.confidence())
                .isEqualTo(
                        Map.of("phone", 0.5, "email", 0.5, "first_name", 1.0, "time_zone", 0.99));
    }

    @Test
    void remembersTheMappingOfTheLastUploadWithTheseColumns() throws IOException {
        String text = "Kontakt,Anschluss,Notiz\nAda,2025550101,x\n";
        ImportRow first =
                bench.read(
                        bench.upload(
                                campaign,
                                bytes(text),
                                Map.of("phone", "Anschluss", "name", "Kontakt")),
                        () -> true);

        LeadFilePreview preview = preview("NOTIZ,anschluss,kontakt\nx,2025550102,Bob\n", null);
        ImportRow second = bench.importAll(campaign, text);

        assertThat(first.mappingSource()).isEqualTo(ChosenMapping.Source.REQUEST);
        assertThat(preview.mappingSource()).isEqualTo("remembered");
        assertThat(preview.mappingConfirmedBy()).isEqualTo(first.id());
        assertThat(preview.mapping()).isEqualTo(Map.of("phone", "anschluss", "name", "kontakt"));
        assertThat(preview.confidence()).isEqualTo(Map.of("phone", 1.0, "name", 1.0));
        assertThat(second.mappingSource()).isEqualTo(ChosenMapping.Source.REMEMBERED);
        assertThat(first.counts().imported()).isEqualTo(1);
        assertThat(second.counts().duplicates()).isEqualTo(1);
        assertThat(otherOrganization(text).mappingSource()).isEqualTo("guessed");
    }

    @Test
    void anEmptyMappingForgetsTheRememberedOne() throws IOException {
        String text = "phone,mobile\n2025550101,2025550102\n";
        bench.upload(campaign, bytes(text), Map.of("phone", "mobile"));
        assertThat(preview(text, null).mapping()).containsEntry("phone", "mobile");

        bench.upload(campaign, bytes(text), Map.of());

        assertThat(preview(text, null).mappingSource()).isEqualTo("guessed");
        assertThat(preview(text, null).mapping()).containsEntry("phone", "phone");
    }

    /** Prints how long the counts of 10,000 rows take; the promise is two seconds. */
    @Test
    void countsTheFirstTenThousandRows() throws IOException {
        String text =
                IntStream.range(0, 12_000)
                        .mapToObj(i -> "+1202%07d,Person %d,%05d\n".formatted(2000000 + i, i, i))
                        .collect(Collectors.joining("", "phone,name,zip\n", ""));
        long begun = System.nanoTime();

        LeadFilePreview preview = preview(text, null);

        System.out.printf(
                "preview of 10,000 rows: %d ms%n", (System.nanoTime() - begun) / 1_000_000);
        assertThat(preview.counts().totalRows()).isEqualTo(LeadFilePreviews.ROWS_COUNTED);
        assertThat(preview.counts().imported() + preview.counts().rejected()).isEqualTo(10_000);
        assertThat(preview.rows()).hasSize(20);
        assertThat(preview.complete()).isFalse();
    }

    private LeadFilePreview preview(String text, @Nullable Map<String, String> mapping)
            throws IOException {
        return bench.previews.preview(
                rows.organizationId(),
                new LeadFilePreviews.Into(campaign.campaign(), RowRules.of(Rows.settings()), true),
                mapping,
                new ByteArrayInputStream(bytes(text)));
    }

    private LeadFilePreview otherOrganization(String text) throws IOException {
        return bench.previews.preview(
                Rows.in(DATABASE).organizationId(),
                new LeadFilePreviews.Into(null, RowRules.of(Rows.settings()), true),
                null,
                new ByteArrayInputStream(bytes(text)));
    }

    /** How many rows each table has. */
    private Map<String, Long> everything() {
        var counts = new TreeMap<String, Long>();
        DATABASE.transactions()
                .system(
                        () -> {
                            var jdbc = DATABASE.transactions().jdbc();
                            for (String table : jdbc.sql(TABLES).query(String.class).list()) {
                                counts.put(
                                        table,
                                        jdbc.sql("SELECT count(*) FROM " + table)
                                                .query(Long.class)
                                                .single());
                            }
                        });
        return counts;
    }

    private void suppress(String number) {
        rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason) VALUES (:id, :organization, :number, 'test')",
                Map.of("id", io.carillon.activities.database.UuidV7.next(), "number", number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
