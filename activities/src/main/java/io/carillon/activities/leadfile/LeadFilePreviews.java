package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadDraft;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.lead.LeadIntake.Bucket;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the beginning of a file the way an import would, and writes nothing. */
public final class LeadFilePreviews {
    /** Rows that are counted. */
    static final int ROWS_COUNTED = 10_000;

    private static final int ROWS_AT_ONCE = 500;
    private static final int[] AREAS = {202, 212, 312, 415, 702};
    private static final int ROWS_WARMING_UP = 2_000;
    private static final int ROWS_SHOWN = 20;
    private static final int ROWS_JUDGED = 200;
    private static final CampaignId NO_CAMPAIGN = new CampaignId(new UUID(0, 0));

    private final Transactions transactions;
    private final LeadIntake intake;
    private final RememberedMappings mappings;

    LeadFilePreviews(Transactions transactions, LeadIntake intake) {
        this.transactions = transactions;
        this.intake = intake;
        this.mappings = new RememberedMappings(transactions);
    }

    /**
     * Into which campaign.
     *
     * @param id null: none yet; no lead is known then, and only what is suppressed for the whole
     *     organization is
     * @param update see {@link LeadIntake.Batch}
     */
    public record Into(@Nullable CampaignId id, RowRules rules, boolean update) {}

    /**
     * @param given see {@link LeadUploads#take}
     * @throws LeadFileRefused when it has no beginning that can be read; a missing phone column is
     *     shown by the mapping instead
     */
    public LeadFilePreview preview(
            OrganizationId organization,
            Into into,
            @Nullable Map<String, String> given,
            InputStream in)
            throws IOException {
        byte[] head = HeadStream.readHead(in, PlainText.HEAD_BYTES);
        ChosenMapping mapping = mappings.choose(organization, head, given);
        try (LeadFile file = LeadFile.openAnyway(new HeadStream(head, in), mapping.mapping())) {
            return preview(organization, into, mapping, file);
        } catch (EOFException cutOff) {
            throw new LeadFileRefused("FILE_BROKEN", "the gzip file is cut off");
        }
    }

    /**
     * Reads some rows of nobody's, so that the first preview of a process does not wait for rules
     * of numbers and zones to be loaded and compiled: about a second of one core.
     *
     * @return how many would be leads
     */
    public long warmUp() {
        String rows =
                IntStream.range(0, ROWS_WARMING_UP)
                        .mapToObj(
                                i ->
                                        "(%d) 555-%04d,%s\n"
                                                .formatted(
                                                        AREAS[i % AREAS.length],
                                                        i,
                                                        i % 2 == 0 ? "CA,94105" : ","))
                        .collect(Collectors.joining("", "phone,state,zip\n", ""));
        LeadFile file = LeadFile.judge(rows.getBytes(StandardCharsets.UTF_8), Map.of());
        var sorter = new RecordSorter(file.columns(), new RowRules("US", List.of("US")));
        try {
            long good = 0;
            for (CsvRecord record = file.next(); record != null; record = file.next()) {
                good += sorter.read(record, 0) instanceof RowReading.Good ? 1 : 0;
            }
            return good;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private LeadFilePreview preview(
            OrganizationId organization, Into into, ChosenMapping mapping, LeadFile file)
            throws IOException {
        var sorter = new RecordSorter(file.columns(), into.rules());
        var first = new ArrayList<CsvRecord>();
        var shown = new ArrayList<LeadFilePreview.Row>();
        var good = new ArrayList<RowReading.Good>();
        var codes = new TreeMap<String, Long>();
        long read = 0;
        List<CsvRecord> records = next(file, read);
        while (!records.isEmpty()) {
            List<RowReading> readings = read(sorter, records, read);
            for (int i = 0; i < records.size(); i++) {
                if (shown.size() < ROWS_SHOWN) {
                    shown.add(row(records.get(i), readings.get(i)));
                }
                if (first.size() < ROWS_JUDGED) {
                    first.add(records.get(i));
                }
                switch (readings.get(i)) {
                    case RowReading.Good kept -> good.add(kept);
                    case RowReading.Bad bad -> codes.merge(bad.code().name(), 1L, Long::sum);
                }
            }
            read += records.size();
            records = next(file, read);
        }
        boolean complete = file.next() == null;
        return new LeadFilePreview(
                file.encoding().shown(),
                "" + file.delimiter(),
                file.columns().headers(),
                file.columns().mapping(),
                new Confidence(file.columns(), told(file, mapping), into.rules()).of(first),
                mapping.source().wire(),
                mapping.confirmedBy(),
                variables(file.columns()),
                shown,
                counts(read, good, foresee(organization, into, good)),
                codes,
                warnings(good),
                complete);
    }

    /** Empty at the end and behind what is counted. */
    private static List<CsvRecord> next(LeadFile file, long read) throws IOException {
        long most = Math.min(ROWS_AT_ONCE, ROWS_COUNTED - read);
        var records = new ArrayList<CsvRecord>();
        while (records.size() < most) {
            CsvRecord record = file.next();
            if (record == null) {
                break;
            }
            records.add(record);
        }
        return records;
    }

    /** On all cores: someone waits for the answer, and numbers are most of it. */
    private static List<RowReading> read(
            RecordSorter sorter, List<CsvRecord> records, long firstNumber) {
        return IntStream.range(0, records.size())
                .parallel()
                .mapToObj(i -> sorter.read(records.get(i), firstNumber + i))
                .toList();
    }

    private static Set<KnownColumn> told(LeadFile file, ChosenMapping mapping) {
        var told = new HashSet<KnownColumn>();
        Mapping.known(file.columns().headers(), mapping.mapping())
                .keySet()
                .forEach(column -> KnownColumn.ofWire(column).ifPresent(told::add));
        return told;
    }

    private List<Bucket> foresee(
            OrganizationId organization, Into into, List<RowReading.Good> good) {
        List<LeadDraft> drafts = good.stream().map(RowReading.Good::draft).toList();
        if (drafts.isEmpty()) {
            return List.of();
        }
        var batch =
                new LeadIntake.Batch(
                        organization,
                        into.id() == null ? NO_CAMPAIGN : into.id(),
                        null,
                        into.update(),
                        drafts);
        return transactions.atLength(organization, () -> intake.foresee(batch));
    }

    private static LeadFilePreview.Counts counts(
            long total, List<RowReading.Good> good, List<Bucket> buckets) {
        return new LeadFilePreview.Counts(
                total,
                count(buckets, Bucket.IMPORTED),
                count(buckets, Bucket.UPDATED),
                count(buckets, Bucket.DUPLICATE),
                count(buckets, Bucket.SUPPRESSED),
                total - good.size(),
                good.stream().filter(row -> row.draft().zones().zones().isEmpty()).count());
    }

    private static long count(List<Bucket> buckets, Bucket bucket) {
        return buckets.stream().filter(each -> each == bucket).count();
    }

    private static Map<String, Long> warnings(List<RowReading.Good> good) {
        var warnings = new TreeMap<String, Long>();
        good.forEach(
                row ->
                        row.warnings()
                                .forEach(warning -> warnings.merge(warning.name(), 1L, Long::sum)));
        return warnings;
    }

    private static Map<String, String> variables(Columns columns) {
        var variables = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.headers().size(); i++) {
            String name = columns.variables().get(i);
            if (name != null && !columns.known().containsValue(i)) {
                variables.put(columns.headers().get(i), name);
            }
        }
        return variables;
    }

    private static LeadFilePreview.Row row(CsvRecord record, RowReading reading) {
        return switch (reading) {
            case RowReading.Good good ->
                    new LeadFilePreview.Row(
                            record.line(),
                            record.cells(),
                            good.draft().phones().stream().map(phone -> phone.e164()).toList(),
                            null,
                            null);
            case RowReading.Bad(var column, var code, var reason) ->
                    new LeadFilePreview.Row(
                            record.line(), record.cells(), List.of(), code.name(), reason);
        };
    }
}
