package io.carillon.activities.leadfile;

import io.carillon.activities.lead.LeadDraft;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of a row before the database was asked. */
public sealed interface RowReading {
    record Good(LeadDraft draft, List<RowWarning> warnings) implements RowReading {
        public Good {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * @param column header (or member) at fault; null: the row as a whole
     * @param reason a sentence for people, without the row's values
     */
    record Bad(@Nullable String column, RowCode code, String reason) implements RowReading {}
}
