package io.carillon.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

class WorkflowDataTest {
    @Test
    void lendsBuffersInsteadOfLeavingThemWithEveryThread() {
        RecyclerPool<BufferRecycler> pool = WorkflowData.mapper().getFactory()._getRecyclerPool();
        BufferRecycler lent = pool.acquireAndLinkPooled();

        lent.releaseToPool();

        assertThat(CompletableFuture.supplyAsync(pool::acquireAndLinkPooled).join()).isSameAs(lent);
    }
}
