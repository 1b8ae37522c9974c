package io.carillon.dev.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Knows requests by their first line, which comes in one piece, and the calls that are asked for by
 * their reference.
 */
final class HttpTap implements Tap {
    /** The simulated carrier's; others are told the token in the address of the callbacks. */
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\"reference\":\"(?<id>[^\"]+)\""
                            + "|callbacks(?:/|%2F)(?!simulator)\\w+(?:/|%2F)(?<token>[\\w-]+)(?:\\?|%3F)");

    /** A reference may be cut in two. */
    private static final int OVERLAP = 80;

    private final Predicate<Mark> seen;
    private final Consumer<String> asked;
    private final List<Mark> requests;
    private String before = "";
    private volatile List<Mark> asking = List.of();

    /**
     * @param asked is told the reference of every call that a request of this connection names
     */
    HttpTap(Predicate<Mark> seen, Consumer<String> asked, String process) {
        this.seen = seen;
        this.asked = asked;
        this.requests = Mark.of(process, Mark.When.REQUEST, Mark.When.ANSWER);
    }

    @Override
    public boolean asked(byte[] bytes, int length) {
        String said = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        references(said);
        List<Mark> these = requests.stream().filter(mark -> mark.in(said)).toList();
        asking = these;
        return these.stream().allMatch(mark -> mark.when() != Mark.When.REQUEST || seen.test(mark));
    }

    @Override
    public void lost(byte[] bytes, int length) {
        references(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }

    private void references(String said) {
        String all = before + said;
        REFERENCE.matcher(all).results().forEach(found -> asked.accept(reference(found)));
        before = all.substring(Math.max(0, all.length() - OVERLAP));
    }

    private static String reference(MatchResult found) {
        String id = found.group("id");
        return id == null ? found.group("token") : id;
    }

    @Override
    public boolean answered(byte[] bytes, int length) {
        List<Mark> these = asking;
        asking = List.of();
        return these.stream().allMatch(mark -> mark.when() != Mark.When.ANSWER || seen.test(mark));
    }
}
