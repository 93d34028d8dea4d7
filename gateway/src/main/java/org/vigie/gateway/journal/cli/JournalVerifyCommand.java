package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.vigie.gateway.journal.ChainCheck;
import org.vigie.gateway.journal.JournalCheck;
import org.vigie.gateway.journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code vigie journal verify}: reads every record, tests every checksum and every seal, names every hole and every
 * record that is not the one that was sealed; 1 when there is one.
 */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the whole journal, tests every checksum and the chain of seals over the records.",
            "Exit code 1 when something is damaged, or is not as it was sealed."
        },
        footer =
                "The chain alone shows that the journal fits together. That nobody made all of it anew, or cut its end,"
                        + " shows only a seal that was kept elsewhere: vigie journal seal, and later verify --seal.")
final class JournalVerifyCommand extends JournalReading {
    private static final int SHORTEST_SEAL = 16;

    @Option(
            names = "--seal",
            paramLabel = "HEX",
            description = "A seal that was written down: at least its first " + SHORTEST_SEAL + " digits.")
    private String seal = "";

    private boolean found;

    @Override
    void begin() throws IOException {
        seal = seal.replace(" ", "").toLowerCase(Locale.ROOT);
        if (!seal.isEmpty() && !seal.matches("[0-9a-f]{" + SHORTEST_SEAL + ",64}")) {
            throw new IOException(
                    "--seal takes " + SHORTEST_SEAL + " to 64 digits 0-9 a-f, as vigie journal seal gives.");
        }
    }

    @Override
    boolean print(Path data, JournalReader reader, PrintWriter out) throws IOException {
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
        ChainCheck chain = ChainCheck.of(data, seal);
        ChainLines.print(chain, out);
        found |= chain.anchored();
        out.println((damaged ? "damaged" : "intact") + ", " + ChainLines.verdict(chain));
        return !damaged && chain.isWhole();
    }

    @Override
    boolean end(PrintWriter out) {
        if (seal.isEmpty()) {
            return true;
        }
        out.println(
                found
                        ? "seal " + seal + " is in the chain: what was sealed up to it is what was sealed then"
                        : "seal " + seal + " is NOT in the chain: the journal was made anew or its end was cut, or the"
                                + " seal is of another journal, or older than what is kept");
        return found;
    }

    private void progress(long epoch, JournalReader reader) {
        PrintWriter err = progress();
        err.printf(
                Locale.ROOT, "reading epoch %d of %s%n", epoch, reader.epochs().getLast());
        err.flush();
    }
}
