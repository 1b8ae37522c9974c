package io.carillon.dev.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Knows requests by their first line, which comes in one piece. */
final class HttpTap implements Tap {
    private final Predicate<Mark> seen;
    private final List<Mark> requests;
    private volatile List<Mark> asking = List.of();

    HttpTap(Predicate<Mark> seen, String process) {
        this.seen = seen;
        this.requests = Mark.of(process, Mark.When.REQUEST, Mark.When.ANSWER);
    }

    @Override
    public boolean asked(byte[] bytes, int length) {
        String said = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        List<Mark> these = requests.stream().filter(mark -> mark.in(said)).toList();
        asking = these;
        return these.stream().allMatch(mark -> mark.when() != Mark.When.REQUEST || seen.test(mark));
    }

    @Override
    public boolean answered(byte[] bytes, int length) {
        List<Mark> these = asking;
        asking = List.of();
        return these.stream().allMatch(mark -> mark.when() != Mark.When.ANSWER || seen.test(mark));
    }
}
