package io.carillon.activities.leadfile;

import io.carillon.activities.lead.LeadIntake.Bucket;
import io.carillon.activities.lead.LeadIntake.Taken;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts where the rows of a chunk ended. */
final class Tally {
    private Tally() {}

    static ImportCounts of(
            List<RowReading.Good> good, List<Taken> taken, List<RejectedRow> rejected) {
        return new ImportCounts(
                count(taken, Bucket.IMPORTED),
                count(taken, Bucket.UPDATED),
                count(taken, Bucket.DUPLICATE),
                count(taken, Bucket.SUPPRESSED),
                rejected.size(),
                frequencies(rejected.stream().map(RejectedRow::code)),
                frequencies(
                        good.stream()
                                .flatMap(row -> row.warnings().stream())
                                .map(RowWarning::name)));
    }

    private static long count(List<Taken> taken, Bucket bucket) {
        return taken.stream().filter(one -> one.bucket() == bucket).count();
    }

    private static Map<String, Long> frequencies(Stream<String> codes) {
        return codes.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
