package io.carillon.activities.leadfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.carillon.activities.testing.Rows;
import io.carillon.activities.testing.TestDatabase;
import io.carillon.workflows.campaign.CampaignSettings;
import io.carillon.workflows.campaign.CampaignStart;
import io.carillon.workflows.imports.ImportStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

class LeadFileImportTest {
    private static final TestDatabase DATABASE = TestDatabase.open();

    private final Rows rows = Rows.in(DATABASE);
    private final ImportBench bench = new ImportBench(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void saysWhyEachRowWasRefusedAndWhereItStood() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        ImportRow done = bench.importAll(campaign, ImportBench.file("bad/rows.csv"));

        assertThat(errors(done))
                .containsExactly(
                        "2 phone PHONE_MISSING",
                        "3 phone PHONE_INVALID",
                        "4 phone PHONE_SCIENTIFIC",
                        "5 phone PHONE_NOT_ALLOWED",
                        "6 phone COUNTRY_NOT_ALLOWED",
                        "7 time_zone TIME_ZONE_UNKNOWN",
                        "8 null ROW_TOO_MANY_COLUMNS");
        assertThat(done.counts().rejectedByCode())
                .containsEntry("PHONE_MISSING", 1L)
                .containsEntry("ROW_TOO_MANY_COLUMNS", 1L);
    }

    @Test
    void anUnclosedQuoteCostsItsRowOnly() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        ImportRow done = bench.importAll(campaign, ImportBench.file("bad/unclosed-quote.csv"));

        assertThat(errors(done)).containsExactly("3 null ROW_BROKEN_QUOTE");
        assertThat(bench.leads(rows, campaign, "variables->>'name'"))
                .containsExactly("Ada", "Carol", "Dora");
    }

    @Test
    void keepsTextAsWritten() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        bench.importAll(campaign, ImportBench.file("good/utf-16le.csv"));
        bench.importAll(campaign, ImportBench.file("good/windows-1252.csv"));

        assertThat(bench.leads(rows, campaign, "variables->>'name'"))
                .containsExactly("Jürgen €", "Zoë");
    }

    @Test
    void mendsNumbersAndKeepsExtensions() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        bench.importAll(campaign, ImportBench.file("good/mended.csv"));

        assertThat(
                        bench.leads(
                                rows,
                                campaign,
                                "phones[1] || ' ' || coalesce(variables->>'phone_extension', '')"))
                .containsExactly(
                        "+12025550001 ", "+12025550002 ", "+12025550003 ", "+12025550004 7");
    }

    @Test
    void dropsBadAlternatesWithAWarning() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        ImportRow done = bench.importAll(campaign, ImportBench.file("good/alternates.csv"));

        assertThat(bench.leads(rows, campaign, "phones::text || priority"))
                .containsExactly("{+12025550001,+12025550011}3", "{+12025550002}0");
        assertThat(done.counts().warningsByCode())
                .isEqualTo(Map.of("ALTERNATE_PHONE_DROPPED", 2L, "PRIORITY_IGNORED", 1L));
    }

    @Test
    void suppressedRowsAreLeadsThatAreDone() {
        suppress("+12025559999");
        CampaignStart campaign = rows.campaign("draft", Rows.settings());

        bench.importAll(campaign, ImportBench.file("good/suppressed.csv"));

        assertThat(bench.leads(rows, campaign, "status || coalesce(' ' || outcome, '')"))
                .containsExactly("done suppressed", "pending", "done suppressed");
        assertThat(bench.events.stream().map(event -> event.type()))
                .containsExactly("lead.finished", "lead.finished", "lead.imported");
    }

    @Test
    void theSameFileAgainImportsNothing() {
        suppress("+12025559999");
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        bench.importAll(campaign, ImportBench.file("good/suppressed.csv"));

        ImportRow again = bench.importAll(campaign, ImportBench.file("good/suppressed.csv"));

        assertThat(again.counts()).isEqualTo(new ImportCounts(0, 0, 3, 0, 0, Map.of(), Map.of()));
        assertThat(total(campaign)).isEqualTo(3);
    }

    @Test
    void updatesWhatChangedWhileTheLeadIsPending() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        bench.importAll(
                campaign,
                "phone,external_id,name,zip\n2025550001,A,Ada,10001\n2025550002,B,Bob,10001\n");
        rows.update(
                "UPDATE leads SET status = 'done', outcome = 'reached' WHERE external_id = 'B' AND organization_id = :organization",
                Map.of());

        ImportRow again =
                bench.importAll(
                        campaign,
                        "phone,external_id,name,zip\n2025550009,A,Ada L,90210\n2025550002,B,Robert,10001\n2025550008,A,third,10001\n");

        assertThat(again.counts()).isEqualTo(new ImportCounts(0, 1, 2, 0, 0, Map.of(), Map.of()));
        assertThat(
                        bench.leads(
                                rows,
                                campaign,
                                "phones[1] || ' ' || (variables->>'name') || ' ' || time_zones[1]"))
                .containsExactly(
                        "+12025550009 Ada L America/Los_Angeles",
                        "+12025550002 Bob America/New_York");
        assertThat(
                        rows.value(
                                Long.class,
                                "SELECT count(*) FROM lead_decisions d JOIN leads l ON l.id = d.lead_id"
                                        + " WHERE l.campaign_id = :id AND d.decision = 'corrected'",
                                campaign.campaign().value()))
                .isEqualTo(1);
    }

    @Test
    void skipsPeopleItKnowsWhenAskedTo() {
        CampaignStart campaign = rows.campaign("draft", skipping());
        bench.importAll(campaign, "phone,name\n2025550001,Ada\n");

        ImportRow again = bench.importAll(campaign, "phone,name\n2025550001,Other\n");

        assertThat(again.counts().duplicates()).isEqualTo(1);
        assertThat(bench.leads(rows, campaign, "variables->>'name'")).containsExactly("Ada");
    }

    @Test
    void tellsADialingCampaignOfItsLeadsHoweverAnImportEnds() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        ImportStart canceled = bench.upload(campaign, people(3_500));
        bench.read(canceled, () -> false);
        bench.woken.clear();

        bench.read(
                canceled,
                () -> bench.imports.cancel(rows.organizationId(), canceled.importId()).isPresent());

        assertThat(bench.woken).containsExactly("wakeCampaign");
        byte[] packed = Packing.GZIP.pack(new String(people(3_500), StandardCharsets.UTF_8));
        bench.woken.clear();
        ImportRow broken = bench.importAll(campaign, Arrays.copyOf(packed, packed.length - 8));

        assertThat(broken.failureCode()).isEqualTo("FILE_BROKEN");
        assertThat(bench.woken).endsWith("wakeCampaign").hasSize(3);
    }

    @Test
    void goesOnBehindTheLastChunkAfterACrash() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        ImportStart start = bench.upload(campaign, people(3_500));
        var chunks = new AtomicInteger();

        assertThatThrownBy(
                        () ->
                                bench.read(
                                        start,
                                        () -> {
                                            if (chunks.incrementAndGet() == 2) {
                                                throw new IllegalStateException("worker lost");
                                            }
                                            return true;
                                        }))
                .hasMessage("worker lost");
        long between = total(campaign);
        ImportRow done = bench.read(start, () -> true);
        ImportRow again = bench.read(start, () -> true);

        assertThat(between).isEqualTo(1_943);
        assertThat(done.counts())
                .isEqualTo(new ImportCounts(3_400, 0, 100, 0, 0, Map.of(), Map.of()));
        assertThat(again).isEqualTo(done);
        assertThat(total(campaign)).isEqualTo(3_400);
        assertThat(bench.leads(rows, campaign, "phones[1]")).doesNotHaveDuplicates().hasSize(3_400);
        assertThat(bench.events.stream().map(event -> event.type()))
                .containsExactly("lead.imported");
        assertThat(bench.woken).containsExactly("startImport", "wakeCampaign", "wakeCampaign");
    }

    @Test
    void twoImportsIntoOneCampaignAtOnceAgree() throws Exception {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        var other = new ImportBench(DATABASE);

        ImportRow one;
        ImportRow two;
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> bench.importAll(campaign, people(3_500)));
            var second = threads.submit(() -> other.importAll(campaign, people(3_500)));
            one = first.get();
            two = second.get();
        }

        assertThat(one.counts().plus(two.counts()))
                .isEqualTo(new ImportCounts(3_400, 0, 3_600, 0, 0, Map.of(), Map.of()));
        assertThat(total(campaign)).isEqualTo(3_400);
        assertThat(bench.leads(rows, campaign, "phones[1]")).doesNotHaveDuplicates().hasSize(3_400);
    }

    @Test
    void aFileIsCountedAsIfNoOtherNamedItsPeopleMeanwhile() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        String others =
                new String(people(1_200), StandardCharsets.UTF_8).substring("phone,name".length());
        ImportStart one =
                bench.upload(
                        campaign,
                        ("phone,name\n+12029990000,Ada" + others + "+12029990000,Ada L.\n")
                                .getBytes(StandardCharsets.UTF_8));
        ImportStart two =
                bench.upload(
                        campaign,
                        "phone,name\n+12029990000,Bob\n".getBytes(StandardCharsets.UTF_8));

        ImportRow half = bench.read(one, () -> false);
        ImportRow waiting = bench.read(two, () -> false);
        ImportRow first = bench.read(one, () -> true);
        ImportRow second = bench.read(two, () -> true);

        assertThat(half.status()).isEqualTo("running");
        assertThat(waiting.status()).isEqualTo("queued");
        assertThat(first.counts().updated()).isZero();
        assertThat(second.counts()).isEqualTo(new ImportCounts(0, 1, 0, 0, 0, Map.of(), Map.of()));
        assertThat(bench.leads(rows, campaign, "variables->>'name'")).contains("Bob");
    }

    @Test
    void anImportThatWaitsCanBeCanceledAndOthersGoOn() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        ImportStart first = bench.upload(campaign, people(1_200));
        ImportStart second = bench.upload(campaign, people(1));
        ImportStart third = bench.upload(campaign, people(2));
        bench.read(first, () -> false);

        bench.imports.cancel(rows.organizationId(), second.importId());
        bench.imports.cancel(rows.organizationId(), first.importId());

        assertThat(bench.read(second, () -> true).status()).isEqualTo("canceled");
        assertThat(bench.read(third, () -> true).status()).isEqualTo("completed");
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void anImportInterruptedAfterEveryChunkEndsAsOneThatWasNot(Packing packing) {
        byte[] file = packing.pack(new String(people(2_500), StandardCharsets.UTF_8) + "bad,row\n");
        CampaignStart whole = rows.campaign("draft", Rows.settings());
        CampaignStart pieces = rows.campaign("active", Rows.settings());
        ImportRow atOnce = bench.importAll(whole, file);

        ImportStart start = bench.upload(pieces, file);
        ImportRow done = bench.read(start, () -> false);
        int readings = 1;
        while (!done.over()) {
            done = bench.read(start, () -> false);
            readings++;
        }

        assertThat(readings).isEqualTo(3);
        assertThat(done.counts()).isEqualTo(atOnce.counts());
        assertThat(done.counts().totalRows()).isEqualTo(2_501);
        assertThat(done.next()).isEqualTo(atOnce.next());
        assertThat(errors(done))
                .isEqualTo(errors(atOnce))
                .containsExactly("2502 phone PHONE_INVALID");
        assertThat(bench.leads(rows, pieces, "phones[1]"))
                .isEqualTo(bench.leads(rows, whole, "phones[1]"));
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void saysHowMuchOfTheFileWasReadHoweverItIsPacked(Packing packing) {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        ImportStart start = bench.upload(campaign, packing.pack(strangers(6_500)));
        var read = new ArrayList<Double>();

        ImportRow row;
        do {
            row = bench.read(start, () -> false);
            read.add((double) row.readBytes() / row.sizeBytes());
        } while (!row.over());

        assertThat(read).hasSize(7).isSorted();
        assertThat(read.getLast()).isBetween(0.99, 1.0);
        for (int i = 0; i < read.size(); i++) {
            double rowsRead = Math.min(1, (i + 1) * 1_000 / 6_500.0);
            assertThat(read.get(i)).isCloseTo(rowsRead, within(0.1));
        }
    }

    private enum Packing {
        PLAIN {
            @Override
            byte[] pack(String text) {
                return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            }
        },
        WINDOWS_1252 {
            @Override
            byte[] pack(String text) {
                return text.replace("Person 1", "Zoë €").getBytes(Charset.forName("windows-1252"));
            }
        },
        UTF_16 {
            @Override
            byte[] pack(String text) {
                return text.replace("Person", "Łucja").getBytes(StandardCharsets.UTF_16);
            }
        },
        GZIP {
            @Override
            byte[] pack(String text) {
                var bytes = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(bytes)) {
                    gzip.write(text.getBytes(StandardCharsets.UTF_8));
                } catch (IOException impossible) {
                    throw new UncheckedIOException(impossible);
                }
                return bytes.toByteArray();
            }
        };

        abstract byte[] pack(String text);
    }

    @Test
    void whatWasReadIsNotReadAgain() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        String note = "x".repeat(2_000);
        byte[] file =
                IntStream.range(0, 1_200)
                        .mapToObj(i -> "+1202555%04d,%s\n".formatted(i, note))
                        .collect(Collectors.joining("", "phone,note\n", ""))
                        .getBytes(StandardCharsets.UTF_8);
        ImportStart start = bench.upload(campaign, file);

        ImportRow half = bench.read(start, () -> false);
        long before = bench.bytesRead();
        ImportRow done = bench.read(start, () -> true);

        assertThat(done.counts().imported()).isEqualTo(1_200);
        long rest = file.length - half.next().offset();
        assertThat(bench.bytesRead() - before).isBetween(rest, rest + 256 * 1024);
        assertThat(half.next().offset()).isGreaterThan(1024 * 1024);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void storesAllRowsBeforeTheDamage(Damage damage) throws IOException {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        byte[] file = damage.done(Packing.GZIP.pack(strangers(7_000)));

        ImportRow done = bench.importAll(campaign, file);

        assertThat(done.failureCode()).isEqualTo("FILE_BROKEN");
        assertThat(done.counts()).isEqualTo(imported(damage.rowsBefore(file)));
        assertThat(total(campaign)).isEqualTo(done.counts().imported());
    }

    @Test
    void storesRowsBeforeTheDamageThatWereReadInPieces() throws IOException {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        byte[] file = Damage.CUT_OFF.done(Packing.GZIP.pack(strangers(7_000)));
        ImportStart start = bench.upload(campaign, file);

        ImportRow done = bench.read(start, () -> false);
        while (!done.over()) {
            done = bench.read(start, () -> false);
        }

        assertThat(done.failureCode()).isEqualTo("FILE_BROKEN");
        assertThat(done.counts()).isEqualTo(imported(Damage.CUT_OFF.rowsBefore(file)));
    }

    @Test
    void storesTheRowsBeforeBytesThatWereChanged() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        byte[] file = Packing.GZIP.pack(strangers(30_000));
        Arrays.fill(file, file.length * 2 / 3, file.length * 2 / 3 + 100, (byte) 0xFF);

        ImportRow done = bench.importAll(campaign, file);

        assertThat(done.failureCode()).isEqualTo("FILE_BROKEN");
        assertThat(done.counts().imported()).isGreaterThan(15_000);
        assertThat(total(campaign)).isEqualTo(done.counts().imported());
        assertThat(bench.leads(rows, campaign, "phones[1]").subList(0, 15_000))
                .isEqualTo(IntStream.range(0, 15_000).mapToObj("+12022%06d"::formatted).toList());
    }

    private static ImportCounts imported(long rows) {
        return new ImportCounts(rows, 0, 0, 0, 0, Map.of(), Map.of());
    }

    /** All with numbers of their own. */
    private static String strangers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "2022%06d,Person %d\n".formatted(i, i * 31L % 9_973))
                .collect(Collectors.joining("", "phone,name\n", ""));
    }

    private enum Damage {
        CUT_OFF {
            @Override
            byte[] done(byte[] file) {
                return Arrays.copyOf(file, file.length * 9 / 10);
            }

            @Override
            long rowsBefore(byte[] file) throws IOException {
                var text = new ByteArrayOutputStream();
                try (var gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
                    for (int next = gzip.read(); next >= 0; next = gzip.read()) {
                        text.write(next);
                    }
                } catch (EOFException cutOff) {
                    // All that can be read of it.
                }
                return text.toString(StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count()
                        - 1;
            }
        },
        WRONG_CHECKSUM {
            @Override
            byte[] done(byte[] file) {
                file[file.length - 6] ^= 1;
                return file;
            }
        },
        SOMETHING_ELSE_BEHIND {
            @Override
            byte[] done(byte[] file) {
                byte[] longer = Arrays.copyOf(file, file.length + 1_000);
                longer[file.length] = 'x';
                return longer;
            }
        };

        abstract byte[] done(byte[] file);

        long rowsBefore(byte[] file) throws IOException {
            return 7_000;
        }
    }

    @Test
    void stopsWhenCanceledAndKeepsWhatWasRead() {
        CampaignStart campaign = rows.campaign("active", Rows.settings());
        ImportStart start = bench.upload(campaign, people(2_500));

        ImportRow done =
                bench.read(
                        start,
                        () ->
                                bench.imports
                                        .cancel(rows.organizationId(), start.importId())
                                        .isPresent());

        assertThat(done.status()).isEqualTo("canceled");
        assertThat(done.counts().imported()).isEqualTo(972);
        assertThat(bench.events).hasSize(1);
    }

    @Test
    void failsWhenTheCampaignHasEnded() {
        CampaignStart campaign = rows.campaign("draft", Rows.settings());
        ImportStart start = bench.upload(campaign, people(1));
        rows.update(
                "UPDATE campaigns SET status = 'stopped' WHERE id = :id AND organization_id = :organization",
                Map.of("id", campaign.campaign().value()));

        ImportRow done = bench.read(start, () -> true);

        assertThat(done.failureCode()).isEqualTo("CAMPAIGN_ENDED");
        assertThat(bench.leads(rows, campaign, "id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | FILE_EMPTY",
                "'\n\r\n  \n'             | FILE_EMPTY",
                "'sep=;\n'                | FILE_EMPTY",
                "'+12025550001,Ada\n'     | HEADER_MISSING",
                "'Ada,202-555-0001\n'     | HEADER_MISSING",
                "',,\n1,2,3\n'            | HEADER_MISSING",
                "'name,city\nAda,London\n'| PHONE_COLUMN_MISSING",
                "'PK\u0003\u0004xx'       | FILE_NOT_A_TABLE",
            })
    void refusesAtUploadWhatShowsAtTheBeginning(String text, String code) {
        assertThatThrownBy(() -> LeadFile.judge(text.getBytes(StandardCharsets.UTF_8), Map.of()))
                .isInstanceOfSatisfying(
                        LeadFileRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    /** Every 35th person is named twice, once in an earlier chunk. */
    private static byte[] people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> i % 35 == 34 ? i - 34 : i)
                .map(i -> "+1202555%04d,Person %d\n".formatted(i, i))
                .collect(Collectors.joining("", "phone,name\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<String> errors(ImportRow done) {
        return bench.errors(done).stream()
                .map(row -> row.line() + " " + row.column() + " " + row.code())
                .toList();
    }

    private long total(CampaignStart campaign) {
        return rows.value(
                Long.class,
                "SELECT leads_total FROM campaigns WHERE id = :id",
                campaign.campaign().value());
    }

    private void suppress(String number) {
        rows.update(
                "INSERT INTO suppressions (id, organization_id, number, reason) VALUES (:id, :organization, :number, 'test')",
                Map.of("id", io.carillon.activities.database.UuidV7.next(), "number", number));
    }

    private static CampaignSettings skipping() {
        return ImportBench.settings("US", List.of("US"), "skip");
    }
}
