package org.vigie.gateway.journal.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.vigie.gateway.journal.JournalCheck;
import org.vigie.gateway.journal.JournalReader;
import picocli.CommandLine.Command;

/** {@code vigie journal verify}: reads every record, tests every checksum, names every hole; 1 when there is one. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads the whole journal and tests every checksum. Exit code 1 when something is damaged.")
final class JournalVerifyCommand extends JournalReading {
    @Override
    boolean print(JournalReader reader, PrintWriter out) {
        boolean damaged = false;
        for (JournalCheck check : JournalCheck.all(reader, epoch -> progress(epoch, reader))) {
            out.printf(
                    Locale.ROOT,
                    "epoch %d: %d records (life %d, data %d, waves %d), %d lost, %s%n",
                    check.epoch(),
                    check.records(),
                    check.life(),
                    check.data(),
                    check.waves(),
                    check.lost(),
                    check.damages().isEmpty() ? "intact" : check.damages().size() + " damages");
            check.damages()
                    .forEach(damage -> out.printf(
                            Locale.ROOT,
                            "  after %d: %s in %s: %s%n",
                            damage.afterSeq(),
                            damage.lost() < 0 ? "unknown loss" : damage.lost() + " lost",
                            damage.cls() == null ? "one of the queues" : damage.cls(),
                            damage.reason()));
            damaged |= !check.damages().isEmpty();
        }
        out.println(damaged ? "damaged" : "intact");
        return !damaged;
    }

    private void progress(long epoch, JournalReader reader) {
        PrintWriter err = progress();
        err.printf(
                Locale.ROOT, "reading epoch %d of %s%n", epoch, reader.epochs().getLast());
        err.flush();
    }
}
