package io.carillon.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

class UuidV7Test {
    @Test
    void risesWithinAMillisecondAsPostgresqlSortsIt() {
        List<UUID> ids = Stream.generate(UuidV7::next).limit(20_000).toList();

        assertThat(ids.stream().map(UUID::toString).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void beginsWithTheTime() {
        long before = System.currentTimeMillis();

        long millis = UuidV7.next().getMostSignificantBits() >>> 16;

        // Ids made by the thousand run ahead of the clock by a few milliseconds.
        assertThat(millis).isBetween(before, before + 60_000);
    }
}
