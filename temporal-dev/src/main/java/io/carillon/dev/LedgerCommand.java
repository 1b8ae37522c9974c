package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;
import io.carillon.activities.ledger.UnreadableLog;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * {@code ledger [--carrier-log FILE [--carrier NAME]] [--strict]}. Ends with 0 when every promise
 * holds, 1 when one does not, 2 when it could not be examined.
 */
final class LedgerCommand {
    private static final String USAGE =
            "usage: temporal-dev/ledger [--carrier-log FILE [--carrier NAME]] [--strict]";

    private final Map<String, String> environment;
    private final Console console;
    private final PrintStream out;

    LedgerCommand(Map<String, String> environment, Console console, PrintStream out) {
        this.environment = environment;
        this.console = console;
        this.out = out;
    }

    /**
     * @param carrierLog null: the home's own
     * @param carrier whose log it is
     * @param strict an invariant that had nothing to examine counts as broken
     */
    private record Asked(@Nullable Path carrierLog, String carrier, boolean strict) {}

    public static void main(String[] words) {
        var console = new Console(false, 80, System.err);
        System.exit(new LedgerCommand(System.getenv(), console, System.out).status(words));
    }

    int status(String... words) {
        if (List.of(words).contains("--help")) {
            out.println(USAGE);
            return 0;
        }
        try {
            return examine(asked(words));
        } catch (CannotStart | UnreadableLog why) {
            console.say("ledger: " + why.getMessage());
        } catch (InterruptedException asked) {
            console.say("ledger: interrupted");
        } catch (IOException | SQLException | RuntimeException why) {
            console.say("ledger: cannot examine " + examined() + ": " + cause(why));
        }
        return 2;
    }

    private int examine(Asked asked) throws IOException, SQLException, InterruptedException {
        var ledger = new StackLedger(Settings.of(environment, null), console);
        LedgerReport report = ledger.examine(asked.carrierLog(), asked.carrier());
        out.print(report.table());
        if (asked.strict() && !report.unexamined().isEmpty()) {
            console.say(
                    "ledger: nothing to examine for %d: %s"
                            .formatted(
                                    report.unexamined().size(),
                                    String.join("; ", report.unexamined())));
            return 1;
        }
        return report.proved() ? 0 : 1;
    }

    /** DATABASE_URL holds a password. */
    private String examined() {
        Settings settings = Settings.of(environment, null);
        return settings.embedsPostgresql() ? settings.home().path().toString() : "DATABASE_URL";
    }

    /** The innermost says what happened. */
    private static Throwable cause(Throwable why) {
        Throwable innermost = why;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    private static Asked asked(String[] words) {
        Path log = null;
        String carrier = "simulator";
        boolean strict = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--strict")) {
                strict = true;
            } else if (words[i].equals("--carrier-log")) {
                if (i + 1 == words.length) {
                    throw new CannotStart("--carrier-log needs a file; " + USAGE);
                }
                log = Path.of(words[++i]);
            } else if (words[i].equals("--carrier") && i + 1 < words.length) {
                carrier = words[++i];
            } else {
                throw new CannotStart("do not understand " + words[i] + "; " + USAGE);
            }
        }
        if (log != null && (!Files.isRegularFile(log) || !Files.isReadable(log))) {
            throw new CannotStart("there is no file " + log + " that can be read");
        }
        return new Asked(log, carrier, strict);
    }
}
