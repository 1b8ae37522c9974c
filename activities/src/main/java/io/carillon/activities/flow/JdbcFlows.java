package io.carillon.activities.flow;

import io.carillon.activities.database.Transactions;
import io.carillon.workflows.ids.FlowVersionId;
import io.carillon.workflows.ids.OrganizationId;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Flow versions, compiled when first asked for. What was accepted once is compiled for good, even
 * if a later release would refuse it.
 */
final class JdbcFlows implements Flows {
    /** Campaigns in progress and the single calls of a few minutes; a flow is some kilobytes. */
    private static final int KEPT = 256;

    private static final String DEFINITION =
            """
            SELECT definition::text
            FROM flow_versions
            WHERE id = :id AND organization_id = :organization
            """;

    private record Key(OrganizationId organization, FlowVersionId version) {}

    private final Transactions transactions;
    private final Map<Key, CompiledFlow> kept =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(KEPT, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Key, CompiledFlow> eldest) {
                            return size() > KEPT;
                        }
                    });

    JdbcFlows(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public CompiledFlow version(OrganizationId organization, FlowVersionId id) {
        var key = new Key(organization, id);
        @Nullable CompiledFlow known = kept.get(key);
        if (known != null) {
            return known;
        }
        CompiledFlow compiled = compile(key);
        kept.put(key, compiled);
        return compiled;
    }

    private CompiledFlow compile(Key key) {
        String definition =
                transactions.<String>system(
                        () ->
                                transactions
                                        .jdbc()
                                        .sql(DEFINITION)
                                        .param("id", key.version().value())
                                        .param("organization", key.organization().value())
                                        .query(String.class)
                                        .optional()
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                key.version()
                                                                        + " is no flow version of this organization")));
        return FlowReader.read(FlowJson.read(definition))
                .flow()
                .map(FlowCompiler::compile)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        key.version() + " cannot be read any more"));
    }
}
