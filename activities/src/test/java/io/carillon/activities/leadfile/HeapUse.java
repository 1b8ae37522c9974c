package io.carillon.activities.leadfile;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** Bytes of this process's heap. */
final class HeapUse {
    private static final List<MemoryPoolMXBean> POOLS =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();

    private HeapUse() {}

    /** What is in use once garbage is collected. */
    static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Begins {@link #peak} anew. */
    static void forgetPeak() {
        POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The most that was in use, garbage included: the collector's choice, up to the limit. */
    static long peak() {
        return POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
