package io.carillon.workflows.imports;

import io.carillon.workflows.ids.ImportId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One lead file on its way in, chunk by chunk; a crash costs at most the chunk being read. */
@WorkflowInterface
public interface ImportWorkflow {
    static String id(ImportId importId) {
        return importId.toString();
    }

    @WorkflowMethod(name = "Import")
    void run(ImportStart start);

    @QueryMethod(name = "where")
    String where();
}
