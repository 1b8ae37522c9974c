package io.carillon.workflows;

import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * How payloads are written. Every client and worker uses this one: unknown properties are ignored,
 * so that a new version can add components while an old one still reads; durations are ISO 8601.
 */
public final class WorkflowData {
    private WorkflowData() {}

    public static DataConverter converter() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper()));
    }

    static ObjectMapper mapper() {
        ObjectMapper mapper =
                JacksonJsonPayloadConverter.newDefaultObjectMapper()
                        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                        .configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false)
                        .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false);
        // By default every thread keeps its buffers, 16 KB of them; a workflow that waits has a
        // thread of its own, and thousands wait.
        mapper.getFactory().setRecyclerPool(JsonRecyclerPools.newConcurrentDequePool());
        return mapper;
    }
}
