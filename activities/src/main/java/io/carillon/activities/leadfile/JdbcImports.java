package io.carillon.activities.leadfile;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.event.Outbox;
import io.carillon.workflows.ids.BlobId;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** {@link Imports}; every change of a row is made under its lock. */
final class JdbcImports implements Imports {
    private static final String ADD =
            """
            INSERT INTO imports (id, organization_id, campaign_id, blob_id, status, file_name, mapping, mapping_source, headers,
                encoding, delimiter, size_bytes, packed, created_at)
            VALUES (:id, :organization, :campaign, :blob, 'queued', :file_name, :mapping::jsonb, :mapping_source, :headers, :encoding, :delimiter,
                :size, :packed, carillon_now())
            """;

    private static final String FIND =
            """
            SELECT id, organization_id, campaign_id, blob_id, status, file_name, mapping, mapping_source, headers, encoding, delimiter, size_bytes, packed,
                next_record, next_line, next_offset, read_bytes, imported, updated, duplicates, suppressed, rejected, rejected_by_code, warnings_by_code,
                failure_code, failure_detail, created_at, started_at, ended_at, undone_at, undone_leads,
                coalesce(ended_at, carillon_now()) AS as_of
            FROM imports
            WHERE id = :id
              AND organization_id = :organization
            """;

    // The campaign is locked: nobody else begins meanwhile.
    private static final String NEXT =
            """
            SELECT id
            FROM imports
            WHERE campaign_id = :campaign
              AND organization_id = :organization
              AND status IN ('queued', 'running')
            ORDER BY started_at NULLS LAST, id
            LIMIT 1
            """;

    private static final String BEGIN =
            """
            UPDATE imports
            SET status = 'running',
                started_at = coalesce(started_at, carillon_now())
            WHERE id = :id
              AND status = 'queued'
            """;

    private static final String ADVANCE =
            """
            UPDATE imports
            SET next_record = :next_record,
                next_line = :next_line,
                next_offset = :next_offset,
                read_bytes = greatest(read_bytes, least(:read_bytes, size_bytes)),
                total_rows = :total,
                imported = :imported,
                updated = :updated,
                duplicates = :duplicates,
                suppressed = :suppressed,
                rejected = :rejected,
                rejected_by_code = :rejected_by_code::jsonb,
                warnings_by_code = :warnings_by_code::jsonb
            WHERE id = :id
            """;

    private static final String END =
            """
            UPDATE imports
            SET status = :status,
                failure_code = :code,
                failure_detail = :detail,
                ended_at = carillon_now()
            WHERE id = :id
            RETURNING ended_at
            """;

    private static final String UNDO =
            """
            UPDATE imports
            SET undone_at = carillon_now(),
                undone_leads = :leads
            WHERE id = :id
            """;

    private static final String REJECT =
            """
            INSERT INTO import_errors (organization_id, import_id, record, line, column_name, code, reason, cells)
            SELECT :organization, :id, r.record, r.line, r."column", r.code, r.reason, r.cells
            FROM jsonb_to_recordset(:rows::jsonb)
                AS r(record bigint, line bigint, "column" text, code text, reason text, cells text[])
            """;

    private static final int ERRORS_PAGE = 500;

    private static final String ERRORS =
            """
            SELECT record, line, column_name, code, reason, cells
            FROM import_errors
            WHERE import_id = :id
              AND organization_id = :organization
              AND record > :after
            ORDER BY record
            LIMIT :page
            """;

    private static final String WIDEST =
            """
            SELECT coalesce(max(cardinality(cells)), 0)
            FROM import_errors
            WHERE import_id = :id
              AND organization_id = :organization
              AND code IN ('ROW_TOO_MANY_COLUMNS', 'ROW_BROKEN_QUOTE')
            """;

    private static final String EXAMPLES =
            """
            SELECT record, line, column_name, code, reason, cells
            FROM import_errors
            WHERE import_id = :id
              AND organization_id = :organization
              AND code = :code
              AND cells <> '{}'
            ORDER BY record
            LIMIT 3
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> MAPPING = new TypeReference<>() {};

    private static final RowMapper<RejectedRow> REJECTED =
            (row, n) ->
                    new RejectedRow(
                            row.getLong("record"),
                            row.getLong("line"),
                            row.getString("column_name"),
                            row.getString("code"),
                            row.getString("reason"),
                            List.of((String[]) row.getArray("cells").getArray()));

    private final Transactions transactions;
    private final Outbox outbox;

    JdbcImports(Transactions transactions, Outbox outbox) {
        this.transactions = transactions;
        this.outbox = outbox;
    }

    @Override
    public void add(ImportRow row) {
        transactions
                .jdbc()
                .sql(ADD)
                .param("id", row.id().value())
                .param("organization", row.organization().value())
                .param("campaign", row.campaign().value())
                .param("blob", row.blob() == null ? null : row.blob().value(), Types.OTHER)
                .param("file_name", row.fileName(), Types.VARCHAR)
                .param("mapping", JSON.writeValueAsString(row.mapping()))
                .param("mapping_source", row.mappingSource().wire())
                .param("headers", row.headers().toArray(String[]::new))
                .param("encoding", row.encoding())
                .param("delimiter", row.delimiter())
                .param("size", row.sizeBytes())
                .param("packed", row.packed())
                .update();
    }

    @Override
    public Optional<ImportRow> find(OrganizationId organization, ImportId id) {
        return transactions.within(organization, () -> query(FIND, organization, id));
    }

    /**
     * Within the current transaction; its counters and position stay until the transaction ends.
     */
    Optional<ImportRow> lock(OrganizationId organization, ImportId id) {
        return query(FIND + "FOR UPDATE", organization, id);
    }

    /** Whether no other open import of its campaign was begun before, or came before. */
    boolean isNext(ImportRow row) {
        return transactions
                .jdbc()
                .sql(NEXT)
                .param("campaign", row.campaign().value())
                .param("organization", row.organization().value())
                .query(UUID.class)
                .optional()
                .filter(row.id().value()::equals)
                .isPresent();
    }

    void begin(ImportId id) {
        transactions.jdbc().sql(BEGIN).param("id", id.value()).update();
    }

    void advance(ImportRow row, ImportCounts counts, Position next, long fileBytes) {
        transactions
                .jdbc()
                .sql(ADVANCE)
                .param("id", row.id().value())
                .param("next_record", next.record())
                .param("next_line", next.line())
                .param("next_offset", next.offset())
                .param("read_bytes", fileBytes)
                .param("total", counts.totalRows())
                .param("imported", counts.imported())
                .param("updated", counts.updated())
                .param("duplicates", counts.duplicates())
                .param("suppressed", counts.suppressed())
                .param("rejected", counts.rejected())
                .param("rejected_by_code", JSON.writeValueAsString(counts.rejectedByCode()))
                .param("warnings_by_code", JSON.writeValueAsString(counts.warningsByCode()))
                .update();
    }

    void reject(ImportRow row, List<RejectedRow> rejected) {
        if (!rejected.isEmpty()) {
            transactions
                    .jdbc()
                    .sql(REJECT)
                    .param("organization", row.organization().value())
                    .param("id", row.id().value())
                    .param("rows", JSON.writeValueAsString(rejected))
                    .update();
        }
    }

    /** The one end of a locked import, with its one event. */
    void end(ImportRow row, String status, @Nullable String code, @Nullable String detail) {
        Instant at =
                transactions
                        .jdbc()
                        .sql(END)
                        .param("id", row.id().value())
                        .param("status", status)
                        .param("code", code, Types.VARCHAR)
                        .param("detail", detail, Types.VARCHAR)
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("import_id", row.id().toString());
        data.put("campaign_id", row.campaign().toString());
        data.put("status", status);
        data.put("counts", counts(row.counts()));
        data.put("rejected_by_code", row.counts().rejectedByCode());
        data.put("failure_code", code);
        outbox.append(
                new Outbox.Event(
                        row.organization(),
                        "lead.imported",
                        row.id().toString(),
                        at,
                        row.campaign(),
                        null,
                        data));
    }

    void undone(ImportRow row, long leads) {
        transactions.jdbc().sql(UNDO).param("id", row.id().value()).param("leads", leads).update();
    }

    private static Map<String, Long> counts(ImportCounts counts) {
        var written = new LinkedHashMap<String, Long>();
        written.put("total_rows", counts.totalRows());
        written.put("imported", counts.imported());
        written.put("updated", counts.updated());
        written.put("duplicates", counts.duplicates());
        written.put("suppressed", counts.suppressed());
        written.put("rejected", counts.rejected());
        return written;
    }

    @Override
    public Optional<ImportRow> cancel(OrganizationId organization, ImportId id) {
        return transactions.within(
                organization,
                () -> {
                    Optional<ImportRow> found = lock(organization, id);
                    found.ifPresent(this::cancelLocked);
                    return found.isEmpty() ? found : query(FIND, organization, id);
                });
    }

    private void cancelLocked(ImportRow row) {
        if (!row.over()) {
            end(row, "canceled", null, null);
        } else if (!row.status().equals("canceled")) {
            throw new AlreadyOver(row.id(), row.status());
        }
    }

    @Override
    public void errors(OrganizationId organization, ImportId id, Consumer<RejectedRow> each) {
        long after = -1;
        List<RejectedRow> page;
        do {
            page = page(organization, id, after);
            page.forEach(each);
            after = page.isEmpty() ? after : page.getLast().record();
        } while (page.size() == ERRORS_PAGE);
    }

    private List<RejectedRow> page(OrganizationId organization, ImportId id, long after) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(ERRORS)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .param("after", after)
                                .param("page", ERRORS_PAGE)
                                .query(REJECTED)
                                .list());
    }

    @Override
    public int widestError(OrganizationId organization, ImportId id) {
        return transactions.within(
                organization,
                () ->
                        transactions
                                .jdbc()
                                .sql(WIDEST)
                                .param("id", id.value())
                                .param("organization", organization.value())
                                .query(Integer.class)
                                .single());
    }

    @Override
    public List<ErrorGroup> errorGroups(OrganizationId organization, ImportRow row) {
        return transactions.within(
                organization,
                () ->
                        row.counts().rejectedByCode().entrySet().stream()
                                .map(code -> group(row, code.getKey(), code.getValue()))
                                .sorted(
                                        Comparator.comparingLong(ErrorGroup::count)
                                                .reversed()
                                                .thenComparing(ErrorGroup::code))
                                .toList());
    }

    private ErrorGroup group(ImportRow row, String code, long count) {
        List<RejectedRow> examples =
                transactions
                        .jdbc()
                        .sql(EXAMPLES)
                        .param("id", row.id().value())
                        .param("organization", row.organization().value())
                        .param("code", code)
                        .query(REJECTED)
                        .list();
        return new ErrorGroup(RowCode.valueOf(code), count, examples);
    }

    private Optional<ImportRow> query(String sql, OrganizationId organization, ImportId id) {
        return transactions
                .jdbc()
                .sql(sql)
                .param("id", id.value())
                .param("organization", organization.value())
                .query((row, n) -> read(row))
                .optional();
    }

    private static ImportRow read(ResultSet row) throws SQLException {
        UUID blob = row.getObject("blob_id", UUID.class);
        Array headers = row.getArray("headers");
        return new ImportRow(
                new ImportId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                new CampaignId(row.getObject("campaign_id", UUID.class)),
                blob == null ? null : new BlobId(blob),
                row.getString("status"),
                row.getString("file_name"),
                JSON.readValue(row.getString("mapping"), MAPPING),
                ChosenMapping.Source.ofWire(row.getString("mapping_source")),
                headers == null ? List.of() : List.of((String[]) headers.getArray()),
                row.getString("encoding"),
                row.getString("delimiter"),
                row.getLong("size_bytes"),
                row.getBoolean("packed"),
                new Position(
                        row.getLong("next_record"),
                        row.getLong("next_line"),
                        row.getLong("next_offset")),
                row.getLong("read_bytes"),
                new ImportCounts(
                        row.getLong("imported"),
                        row.getLong("updated"),
                        row.getLong("duplicates"),
                        row.getLong("suppressed"),
                        row.getLong("rejected"),
                        JSON.readValue(row.getString("rejected_by_code"), COUNTS),
                        JSON.readValue(row.getString("warnings_by_code"), COUNTS)),
                row.getString("failure_code"),
                row.getString("failure_detail"),
                instant(row, "created_at"),
                row.getObject("started_at") == null ? null : instant(row, "started_at"),
                row.getObject("ended_at") == null ? null : instant(row, "ended_at"),
                row.getObject("undone_at") == null
                        ? null
                        : new ImportRow.Undone(
                                instant(row, "undone_at"), row.getLong("undone_leads")),
                instant(row, "as_of"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
