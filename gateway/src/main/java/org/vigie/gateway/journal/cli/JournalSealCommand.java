package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.vigie.gateway.journal.ChainCheck;
import org.vigie.gateway.journal.JournalReader;
import picocli.CommandLine.Command;

/** {@code vigie journal seal}: the newest seal in one line, to be kept where nobody at the box can change it. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the newest seal of the chain in one line: write it down, print it, send it.",
            "Whoever has it can show later that nothing before it was changed: vigie journal verify --seal."
        })
final class JournalSealCommand extends JournalReading {
    @Override
    boolean print(Path data, JournalReader reader, PrintWriter out) throws IOException {
        Optional<ChainCheck.Newest> newest = ChainCheck.newest(data);
        newest.ifPresentOrElse(
                seal -> out.printf(
                        Locale.ROOT,
                        "journal %s epoch %d record %d at %s seal %s%n",
                        seal.journal(),
                        seal.epoch(),
                        seal.seq(),
                        seal.at(),
                        seal.hash()),
                () -> out.println("no chain: an older version wrote this journal"));
        return newest.isPresent();
    }
}
