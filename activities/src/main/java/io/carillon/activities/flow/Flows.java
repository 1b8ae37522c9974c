package io.carillon.activities.flow;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

/** Flow versions by id, compiled once and kept: versions never change. */
public interface Flows {
    /** Safe to call inside or outside a transaction. */
    CompiledFlow version(OrganizationId organization, FlowVersionId id);

    static Flows over(Transactions transactions) {
        return new JdbcFlows(transactions);
    }
}
