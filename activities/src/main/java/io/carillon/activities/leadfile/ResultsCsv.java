package io.carillon.activities.leadfile;

import io.carillon.activities.lead.LeadResults;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code results.csv}: one row per lead, then what it answered, then its own columns. */
public final class ResultsCsv {
    private static final List<String> COLUMNS =
            List.of(
                    "lead_id",
                    "external_id",
                    "phone",
                    "outcome",
                    "attempts",
                    "last_result",
                    "answered_by",
                    "goal",
                    "first_attempt_at",
                    "last_attempt_at",
                    "talk_seconds",
                    "cost");

    private final LeadResults results;

    public ResultsCsv(LeadResults results) {
        this.results = results;
    }

    /** Writes in constant memory; the stream stays open. */
    public void write(OrganizationId organization, CampaignId campaign, Writer out)
            throws IOException {
        var csv = new CsvWriter(out);
        LeadResults.Names names = results.names(organization, campaign);
        List<String> answers = names.answers();
        List<String> own = names.variables().stream().filter(v -> !COLUMNS.contains(v)).toList();
        var header = new ArrayList<>(COLUMNS);
        answers.forEach(name -> header.add("answer." + name));
        header.addAll(own);
        csv.write(header);
        results.each(organization, campaign, row -> csv.write(cells(row, answers, own)));
        out.flush();
    }

    private static List<String> cells(
            LeadResults.Row row, List<String> answers, List<String> variables) {
        var cells = new ArrayList<String>();
        cells.add(row.lead().toString());
        cells.add(text(row.externalId()));
        cells.add(row.phone());
        cells.add(text(row.outcome()));
        cells.add("" + row.attempts());
        cells.add(text(row.lastResult()));
        cells.add(text(row.answeredBy()));
        cells.add(text(row.goal()));
        cells.add(time(row.firstAttemptAt()));
        cells.add(time(row.lastAttemptAt()));
        cells.add("" + row.talkSeconds());
        cells.add(row.cost().stripTrailingZeros().toPlainString());
        add(cells, answers, row.answers());
        add(cells, variables, row.variables());
        return cells;
    }

    private static void add(List<String> cells, List<String> names, Map<String, String> values) {
        names.forEach(name -> cells.add(values.getOrDefault(name, "")));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }
}
