package io.carillon.activities.leadfile;

import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows of imports. */
public interface Imports {
    /** Stores an import that has not begun, within the current transaction. */
    void add(ImportRow row);

    Optional<ImportRow> find(OrganizationId organization, ImportId id);

    /**
     * Cancels what is queued or running; what was read stays. Answers the import as it is now.
     * Empty: there is none.
     *
     * @throws AlreadyOver when it had ended before by itself
     */
    Optional<ImportRow> cancel(OrganizationId organization, ImportId id);

    /** Rejected rows in the order of the file, in constant memory. */
    void errors(OrganizationId organization, ImportId id, Consumer<RejectedRow> each);

    /** Most cells any rejected row has; 0: none was rejected. */
    int widestError(OrganizationId organization, ImportId id);

    /** The causes of an import's errors, the most frequent first, with up to three rows of each. */
    List<ErrorGroup> errorGroups(OrganizationId organization, ImportRow row);

    /**
     * @param count of the rows refused for it
     * @param examples the first of them in the file, erased people's left out
     */
    record ErrorGroup(RowCode code, long count, List<RejectedRow> examples) {
        public ErrorGroup {
            examples = List.copyOf(examples);
        }
    }

    /** The import had ended otherwise before it could be canceled. */
    final class AlreadyOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyOver(ImportId id, String status) {
            super(id + " is " + status + " (expected: queued or running)");
        }
    }
}
