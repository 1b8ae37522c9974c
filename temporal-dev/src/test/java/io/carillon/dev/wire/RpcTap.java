package io.carillon.dev.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Knows what is asked of Temporal by the bytes of its messages, which are not compressed. */
final class RpcTap implements Tap {
    /** A command's beginning may be cut in two. */
    private static final int OVERLAP = 64;

    private final Predicate<Mark> seen;
    private final List<Mark> marks;
    private String before = "";

    RpcTap(Predicate<Mark> seen, String process) {
        this.seen = seen;
        this.marks = Mark.of(process, Mark.When.BYTES);
    }

    @Override
    public boolean asked(byte[] bytes, int length) {
        String said = before + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        List<Mark> these = marks.stream().filter(mark -> mark.in(said)).toList();
        before = these.isEmpty() ? said.substring(Math.max(0, said.length() - OVERLAP)) : "";
        return these.stream().allMatch(seen);
    }

    @Override
    public boolean answered(byte[] bytes, int length) {
        return true;
    }
}
