package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.OtherBoxes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads a whole journal, at a hub also those of other boxes, and prints lines about it. */
abstract class JournalReading implements Callable<Integer> {
    @Mixin
    private final JournalFolderOption folder = new JournalFolderOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public final Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        begin();
        boolean good = print(folder.data(), folder.open(), out);
        for (Path box : OtherBoxes.journals(folder.data())) {
            out.println("of " + box.getFileName() + ", as far as this hub has it:");
            good &= print(box, JournalReader.open(box), out);
        }
        good &= end(out);
        out.flush();
        return good ? 0 : 1;
    }

    /**
     * Before the first journal.
     *
     * @throws IOException with what to do, when an option is not as it must be
     */
    void begin() throws IOException {}

    /** Prints the lines of the journal of a data folder; false gives exit code 1. */
    abstract boolean print(Path data, JournalReader reader, PrintWriter out) throws IOException;

    /** After the last journal; false gives exit code 1. */
    boolean end(PrintWriter out) {
        return true;
    }

    /** Where progress goes. */
    final PrintWriter progress() {
        return spec.commandLine().getErr();
    }
}
