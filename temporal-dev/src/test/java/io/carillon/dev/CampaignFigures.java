package io.carillon.dev;

import io.carillon.activities.leadfile.MessyLeads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What large lead files do to the services of docker-compose.yml, run as processes and used over
 * HTTP: {@code temporal-dev/bench campaign [rows] [--seed N]}. Exit status 1: something does not
 * hold.
 */
public final class CampaignFigures {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int KILLS = 3;
    private static final int SPEED = 20;
    private static final int WARM_UP_ROWS = 100;
    private static final long HEAP_MEGABYTES_MAX = 512;
    private static final Pattern HEAP = Pattern.compile("-Xmx([0-9]+)m");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*([0-9]+) kB");

    private final Findings findings;
    private final int rows;
    private final long seed;
    private final Random random;

    private CampaignFigures(Findings findings, int rows, long seed) {
        this.findings = findings;
        this.rows = rows;
        this.seed = seed;
        this.random = new Random(seed);
    }

    public static void main(String[] words) throws Exception {
        int rows = 1_000_000;
        long seed = System.nanoTime() % 1_000_000;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--seed")) {
                seed = Long.parseLong(words[++i]);
            } else {
                rows = Integer.parseInt(words[i]);
            }
        }
        var findings = new Findings(System.out);
        new CampaignFigures(findings, rows, seed).run();
        if (!findings.broken().isEmpty()) {
            findings.say("%d did not hold: %s", findings.broken().size(), findings.broken());
            System.exit(1);
        }
        findings.say("everything held");
    }

    private void run() throws Exception {
        long began = System.nanoTime();
        findings.say(
                "set-up: %d cores, JDK %s, rows %,d, seed %d",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), rows, seed);
        Path folder = Files.createTempDirectory("carillon-bench").toRealPath();
        try (RunningStack stack = RunningStack.start(folder.resolve("home"), SPEED, "--services")) {
            processes(stack);
            trials(stack, folder);
            peaks(stack);
        } finally {
            delete(folder);
        }
        findings.say("all of it: %.0f s", (System.nanoTime() - began) / 1e9);
    }

    private void trials(RunningStack stack, Path folder) throws IOException, InterruptedException {
        var trials = new ImportTrials(stack, folder, findings, LOOK);
        var leads = new MessyLeads(rows, seed);
        var tenth = new MessyLeads(Math.max(1, rows / 10), seed);
        Path file = trials.write(leads);
        BenchCampaign first = trials.killed(leads, file, places());
        trials.again(first, leads, file);
        ImportTrials.Canceled canceled = trials.canceled(file, place());
        findings.hold(
                canceled.shown().compareTo(BOUND) < 0 && canceled.settled().compareTo(BOUND) < 0,
                "a cancel took %s to be final, not below %s",
                canceled.settled(),
                BOUND);
        trials.atOnce(tenth, trials.write(tenth));
        warmUp(stack, trials);
        StartTrial.Started started = new StartTrial(stack, first, findings).run();
        findings.hold(
                started.answered().compareTo(BOUND) < 0, "a start took %s", started.answered());
        findings.hold(
                started.dialed().compareTo(BOUND) < 0,
                "the first call was dialed %s after the start",
                started.dialed());
    }

    /** The first calls of processes just started wait for their programs to be loaded. */
    private void warmUp(RunningStack stack, ImportTrials trials)
            throws IOException, InterruptedException {
        var few = new MessyLeads(WARM_UP_ROWS, seed);
        new StartTrial(stack, trials.killed(few, trials.write(few), List.of()), findings).run();
    }

    private List<Long> places() {
        return Stream.generate(this::place).limit(KILLS).sorted().toList();
    }

    /** Not so late that everything is read before it is noticed. */
    private long place() {
        return Math.round(rows * (0.05 + 0.8 * random.nextDouble()));
    }

    private void processes(RunningStack stack) throws IOException {
        for (Map.Entry<String, Long> process : stack.processes().entrySet()) {
            Matcher heap = HEAP.matcher(Machine.commandLine(process.getValue()));
            if (heap.find() && !process.getKey().equals("up")) {
                long megabytes = Long.parseLong(heap.group(1));
                findings.say("heap of %s: at most %d MB", process.getKey(), megabytes);
                findings.hold(
                        megabytes <= HEAP_MEGABYTES_MAX,
                        "%s has more than %d MB",
                        process.getKey(),
                        HEAP_MEGABYTES_MAX);
            }
        }
    }

    /** Of processes that were not killed in between; where the system tells. */
    private void peaks(RunningStack stack) throws IOException {
        for (Map.Entry<String, Long> process : stack.processes().entrySet()) {
            Path status = Path.of("/proc/" + process.getValue() + "/status");
            if (Files.isReadable(status)) {
                Matcher peak = PEAK.matcher(Files.readString(status));
                if (peak.find()) {
                    findings.say(
                            "memory of %s: %d MB at its peak",
                            process.getKey(), Long.parseLong(peak.group(1)) >> 10);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
