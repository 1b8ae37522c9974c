package io.carillon.dev;

import io.carillon.activities.ledger.LedgerReport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * {@code ledger [--carrier-log FILE] [--strict]}. Ends with 0 when every promise holds, 1 when one
 * does not, 2 when it could not be examined.
 */
final class LedgerCommand {
    private static final String USAGE =
            "usage: temporal-dev/ledger [--carrier-log FILE] [--strict]";

    /**
     * @param carrierLog null: the home's own
     * @param strict an invariant that had nothing to examine counts as broken
     */
    private record Asked(@Nullable Path carrierLog, boolean strict) {}

    private LedgerCommand() {}

    public static void main(String[] words) {
        var console = new Console(false, 80, System.err);
        System.exit(status(words, console));
    }

    private static int status(String[] words, Console console) {
        try {
            Asked asked = asked(words);
            var ledger = new StackLedger(Settings.of(System.getenv(), null), console);
            LedgerReport report = ledger.examine(asked.carrierLog());
            System.out.print(report.table());
            if (asked.strict() && !report.unexamined().isEmpty()) {
                console.say("ledger: nothing to examine for " + report.unexamined().size());
                return 1;
            }
            return report.proved() ? 0 : 1;
        } catch (InterruptedException asked) {
            return 2;
        } catch (CannotStart why) {
            console.say("ledger: " + why.getMessage());
            return 2;
        } catch (IOException | SQLException | RuntimeException why) {
            console.say("ledger: " + why);
            return 2;
        }
    }

    private static Asked asked(String[] words) {
        Path log = null;
        boolean strict = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--strict")) {
                strict = true;
            } else if (words[i].equals("--carrier-log") && i + 1 < words.length) {
                log = Path.of(words[++i]);
            } else {
                throw new CannotStart("do not understand " + words[i] + "; " + USAGE);
            }
        }
        if (log != null && !Files.isReadable(log)) {
            throw new CannotStart("there is no file " + log + " that can be read");
        }
        return new Asked(log, strict);
    }
}
