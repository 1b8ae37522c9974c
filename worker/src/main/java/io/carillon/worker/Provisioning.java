package io.carillon.worker;

import com.google.protobuf.util.Durations;

import io.carillon.workflows.console.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;

import java.util.HashMap;
import java.util.Map;

/**
 * What a Temporal server must have before workers start: the namespace and the search attributes.
 * Both are made by operator call, since a production server makes no namespace by itself and the
 * development server ignores new attributes of a file that exists.
 */
final class Provisioning {
    // Histories serve operators, not the product: outcomes are in PostgreSQL. A week covers a long
    // weekend.
    private static final int RETENTION_DAYS = 7;

    private final WorkflowClient client;

    Provisioning(WorkflowClient client) {
        this.client = client;
    }

    /**
     * Makes what is missing.
     *
     * @throws StatusRuntimeException when the server cannot be reached or refuses; trying again
     *     helps with the former
     */
    void ensure() {
        ensureNamespace();
        ensureSearchAttributes();
    }

    private void ensureNamespace() {
        String namespace = client.getOptions().getNamespace();
        var service = client.getWorkflowServiceStubs().blockingStub();
        try {
            service.describeNamespace(
                    DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
        } catch (StatusRuntimeException missing) {
            if (missing.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw missing;
            }
            service.registerNamespace(
                    RegisterNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .setDescription("Carillon, an outbound campaign dialer")
                            .setWorkflowExecutionRetentionPeriod(Durations.fromDays(RETENTION_DAYS))
                            .build());
        }
    }

    private void ensureSearchAttributes() {
        String namespace = client.getOptions().getNamespace();
        var operator =
                OperatorServiceStubs.newServiceStubs(
                                OperatorServiceStubsOptions.newBuilder()
                                        .setChannel(
                                                client.getWorkflowServiceStubs().getRawChannel())
                                        .validateAndBuildWithDefaults())
                        .blockingStub();
        var known =
                operator.listSearchAttributes(
                                ListSearchAttributesRequest.newBuilder()
                                        .setNamespace(namespace)
                                        .build())
                        .getCustomAttributesMap();
        Map<String, IndexedValueType> missing = new HashMap<>();
        for (SearchAttributeKey<?> key : SearchAttributes.all()) {
            if (!known.containsKey(key.getName())) {
                missing.put(key.getName(), key.getValueType());
            }
        }
        if (!missing.isEmpty()) {
            operator.addSearchAttributes(
                    AddSearchAttributesRequest.newBuilder()
                            .setNamespace(namespace)
                            .putAllSearchAttributes(missing)
                            .build());
        }
    }
}
