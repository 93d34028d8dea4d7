package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.vigie.gateway.journal.Entry;
import org.vigie.gateway.journal.JournalEntries;
import org.vigie.gateway.journal.JournalReader;
import picocli.CommandLine.Command;

/** {@code vigie journal ls}: one line per start of the gateway. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description = "Lists the epochs (one per start of the gateway), oldest first.")
final class JournalListCommand extends JournalReading {
    @Override
    boolean print(Path data, JournalReader reader, PrintWriter out) throws IOException {
        out.printf(Locale.ROOT, "%10s  %-24s  %5s  %9s  %s%n", "epoch", "began", "files", "MiB", "end");
        for (long epoch : reader.epochs()) {
            JournalReader.EpochSummary summary = reader.summary(epoch);
            out.printf(
                    Locale.ROOT,
                    "%10d  %-24s  %5d  %9.1f  %s%n",
                    epoch,
                    began(reader, epoch),
                    summary.files(),
                    summary.bytes() / 1048576.0,
                    summary.complete() ? "complete" : "open, or not stopped in an orderly way");
        }
        return true;
    }

    private static String began(JournalReader reader, long epoch) {
        try (JournalEntries entries = reader.only(epoch)) {
            while (entries.hasNext()) {
                if (entries.next() instanceof Entry.Intact first) {
                    return first.entry().wall().toString();
                }
            }
        }
        return "no readable record";
    }
}
