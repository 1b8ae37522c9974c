package io.carillon.api.lead;

import io.carillon.activities.leadfile.LeadBatches;
import io.carillon.activities.leadfile.RowReading;
import io.carillon.api.http.ProblemError;
import io.carillon.workflows.ids.LeadId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What became of leads sent as JSON, row by row. */
record BatchView(List<Row> results, CountsView counts) {
    record Row(
            int index,
            String status,
            @Nullable LeadId leadId,
            List<ProblemError> errors,
            List<String> warnings) {}

    static BatchView of(LeadBatches.Results results) {
        var rows = new ArrayList<Row>();
        for (LeadBatches.Result result : results.rows()) {
            int index = rows.size();
            rows.add(
                    new Row(
                            index,
                            result.status(),
                            result.lead(),
                            errors(index, result.bad()),
                            result.warnings().stream().map(Enum::name).toList()));
        }
        return new BatchView(rows, CountsView.of(results.counts()));
    }

    private static List<ProblemError> errors(int index, RowReading.@Nullable Bad bad) {
        if (bad == null) {
            return List.of();
        }
        String member = bad.column() == null ? "" : "/" + bad.column();
        return List.of(
                new ProblemError("/leads/" + index + member, bad.code().name(), bad.reason()));
    }
}
