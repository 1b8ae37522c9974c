package io.carillon.activities.carrier.simulator;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a journal says: calls that live or have callbacks left, and how the others ended. Reading
 * also rewrites the journal without what nobody needs any more.
 */
final class Rebuilt {
    /** More calls than can be written together. */
    private static final int LAST_CALLS = 100;

    /** Room for more log lines than that, also when many were refused meanwhile. */
    private static final int LOG_TAIL = 1 << 20;

    /** One call as its journal lines tell it. */
    static final class Life {
        private final JournalLine created;
        private final List<JournalLine> asked = new ArrayList<>();
        private final Set<Integer> taken = new HashSet<>();
        private final List<JournalLine> all = new ArrayList<>();
        private @Nullable JournalLine end;

        private Life(JournalLine created) {
            this.created = created;
            all.add(created);
        }

        private void add(JournalLine line) {
            all.add(line);
            switch (line.k()) {
                case SCRIPT, HOLD, HANG_UP -> asked.add(line);
                case TOLD -> taken.add(Objects.requireNonNull(line.told()));
                case ENDED -> end = line;
                default -> {}
            }
        }

        String id() {
            return Objects.requireNonNull(created.id());
        }

        PlaceCall call() {
            return Objects.requireNonNull(created.call());
        }

        Persona persona() {
            return Objects.requireNonNull(created.persona());
        }

        long placedAt() {
            return created.v();
        }

        double speed() {
            return Objects.requireNonNullElse(created.speed(), 1.0);
        }

        boolean ended() {
            return end != null;
        }

        /** Who was met by transfers, in order: the table may have changed since. */
        List<Persona> transferredTo() {
            return all.stream()
                    .filter(line -> line.k() == JournalLine.Kind.TRANSFER)
                    .map(line -> Objects.requireNonNull(line.persona()))
                    .toList();
        }

        boolean taken(int sequence) {
            return taken.contains(sequence);
        }

        private byte[] logLine() {
            return CallLog.line(
                    Objects.requireNonNull(created.at()), call(), persona().reachable());
        }

        /** The ending, when it is all that matters. */
        private @Nullable CallView pastOnly() {
            JournalLine last = end;
            return last != null && taken.size() == Objects.requireNonNull(last.told())
                    ? last.view()
                    : null;
        }

        void relive(SimulatedCall call) {
            for (JournalLine line : asked) {
                call.runUntil(line.v());
                switch (line.k()) {
                    case SCRIPT -> call.perform(Objects.requireNonNull(line.script()));
                    case HOLD -> call.hold(Boolean.TRUE.equals(line.on()));
                    default -> call.hangUp();
                }
            }
            JournalLine last = end;
            if (last != null) {
                call.runUntil(last.v());
            }
        }
    }

    record Told(String kind, Map<String, Object> facts) {}

    /** Listens to a call that is lived again; afterwards passes on to the carrier. */
    static final class Telling implements CallWorld {
        private final CallWorld carrier;
        private final List<Told> told = new ArrayList<>();
        private final Deque<Persona> transferredTo;
        private boolean reliving = true;

        Telling(CallWorld carrier, List<Persona> transferredTo) {
            this.carrier = carrier;
            this.transferredTo = new ArrayDeque<>(transferredTo);
        }

        List<Told> told() {
            return told;
        }

        void done() {
            reliving = false;
        }

        @Override
        public double realSeconds(long ms) {
            return carrier.realSeconds(ms);
        }

        @Override
        public Persona personaAt(String number) {
            Persona met = transferredTo.poll();
            return met == null ? carrier.personaAt(number) : met;
        }

        @Override
        public void transferred(SimulatedCall call, String number, Persona persona) {
            if (!reliving) {
                carrier.transferred(call, number, persona);
            }
        }

        @Override
        public @Nullable BigDecimal pricePerMinute() {
            return carrier.pricePerMinute();
        }

        @Override
        public void tell(SimulatedCall call, String kind, Map<String, Object> facts) {
            if (reliving) {
                told.add(new Told(kind, facts));
            } else {
                carrier.tell(call, kind, facts);
            }
        }
    }

    private final Map<String, Life> lives = new LinkedHashMap<>();
    private final Map<String, CallView> past = new LinkedHashMap<>();
    private @Nullable Personas personas;
    private long carrierTime;

    private Rebuilt() {}

    static Rebuilt from(Path journal) throws IOException {
        Rebuilt rebuilt = new Rebuilt();
        if (Files.exists(journal)) {
            try (BufferedReader lines = Files.newBufferedReader(journal)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    rebuilt.read(line);
                }
            }
            rebuilt.settle();
            rebuilt.rewrite(journal);
        }
        return rebuilt;
    }

    private void read(String text) {
        JournalLine line;
        try {
            line = SimulatorJson.MAPPER.readValue(text, JournalLine.class);
        } catch (JacksonException e) {
            // Only a line that was being written when the process died, and nobody waited for it.
            return;
        }
        carrierTime = Math.max(carrierTime, line.v());
        switch (line.k()) {
            case CREATE -> lives.put(Objects.requireNonNull(line.id()), new Life(line));
            case PAST -> past.put(Objects.requireNonNull(line.id()), view(line));
            case PERSONAS ->
                    personas = Personas.standard().with(Objects.requireNonNull(line.personas()));
            case TIME -> {}
            case SCRIPT, HOLD, HANG_UP, TOLD, ENDED, TRANSFER -> {
                Life life = lives.get(Objects.requireNonNull(line.id()));
                if (life != null) {
                    life.add(line);
                }
            }
        }
    }

    private static CallView view(JournalLine line) {
        return Objects.requireNonNull(line.view());
    }

    private void settle() {
        lives.values()
                .removeIf(
                        life -> {
                            CallView ending = life.pastOnly();
                            if (ending != null) {
                                past.put(life.id(), ending);
                            }
                            return ending != null;
                        });
    }

    private void rewrite(Path journal) throws IOException {
        Path fresh = journal.resolveSibling("journal.new");
        try (BufferedWriter writer = Files.newBufferedWriter(fresh)) {
            write(writer, JournalLine.time(carrierTime));
            Personas table = personas;
            if (table != null) {
                write(writer, JournalLine.personas(carrierTime, table.ranges()));
            }
            for (CallView view : past.values()) {
                write(writer, JournalLine.past(carrierTime, view));
            }
            for (Life life : lives.values()) {
                for (JournalLine line : life.all) {
                    write(writer, line);
                }
            }
        }
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(
                fresh,
                journal,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Log lines of calls that were placed a moment before the process died: journal and log are
     * written together, the journal first.
     */
    List<byte[]> unlogged(Path log) throws IOException {
        Set<String> logged = new HashSet<>();
        long size = Files.size(log);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(size, LOG_TAIL)];
            file.seek(size - tail.length);
            file.readFully(tail);
            for (String line : new String(tail, StandardCharsets.UTF_8).split("\n")) {
                logged.add(line);
            }
        }
        return lives.values().stream()
                .skip(Math.max(0, lives.size() - LAST_CALLS))
                .map(Life::logLine)
                .filter(line -> !logged.contains(new String(line, StandardCharsets.UTF_8)))
                .toList();
    }

    private static void write(BufferedWriter writer, JournalLine line) throws IOException {
        writer.write(new String(SimulatorJson.bytes(line), StandardCharsets.UTF_8));
        writer.write('\n');
    }

    @Nullable Personas personas() {
        return personas;
    }

    long carrierTime() {
        return carrierTime;
    }

    Collection<CallView> past() {
        return past.values();
    }

    Collection<Life> live() {
        return lives.values();
    }
}
