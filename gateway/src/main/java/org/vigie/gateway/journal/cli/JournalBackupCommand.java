package org.vigie.gateway.journal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.vigie.gateway.journal.ChainCheck;
import org.vigie.gateway.journal.JournalBackup;
import org.vigie.gateway.journal.JournalCheck;
import org.vigie.gateway.journal.JournalReader;
import org.vigie.gateway.journal.OtherBoxes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie journal backup}: a copy on another disk, tested record by record. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the journal to another disk, also while a gateway writes it, and tests every record of the copy;",
            "at a hub also what it keeps of other boxes.",
            "Run it again to go on after an interruption, or to bring the copy up to date."
        },
        footer = "The copy names patients and is not encrypted: use an encrypted disk, keep it where records are kept.")
final class JournalBackupCommand implements Callable<Integer> {
    private static final long MIB = 1L << 20;

    @Mixin
    private final JournalFolderOption folder = new JournalFolderOption();

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder on the other disk.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path to;

    @Option(
            names = "--rate",
            paramLabel = "MIB",
            description = "MiB a second, at most, so that the gateway keeps its disk. Default: 16")
    private int rate = 16;

    @Option(names = "--without-waves", description = "Leave the curves out: nine tenths of the bytes.")
    private boolean withoutWaves;

    @Spec
    @SuppressWarnings("NullAway.Init") // as above
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate < 1 || rate > 10_000) {
            throw new IOException("--rate must be 1 to 10000 MiB a second.");
        }
        Path data = folder.data();
        PrintWriter out = spec.commandLine().getOut();
        JournalBackup.Result done = JournalBackup.all(data, to, !withoutWaves, new RateBrake(rate * MIB));
        out.printf(
                Locale.ROOT,
                "copied %,d files, %,.1f MiB; %,d were there already%n",
                done.files(),
                done.bytes() / (double) MIB,
                done.present());
        PrintWriter err = spec.commandLine().getErr();
        err.println("testing the copy ...");
        err.flush();
        long damages = test(to, out);
        for (Path box : OtherBoxes.journals(to)) {
            damages += test(box, out);
        }
        if (damages > 0) {
            out.println(
                    "The files are as they were read, so the journal itself is damaged there: `vigie journal verify --data "
                            + data + "` names each place. The copy is worth keeping.");
        }
        out.flush();
        return damages == 0 && Files.isDirectory(to) ? 0 : 1;
    }

    /** Tests every record and every seal of a copy; how many places are damaged. */
    private static long test(Path copy, PrintWriter out) throws IOException {
        List<JournalCheck> checks = JournalCheck.all(JournalReader.open(copy), epoch -> {});
        long records = checks.stream().mapToLong(JournalCheck::records).sum();
        long damages =
                checks.stream().mapToLong(check -> check.damages().size()).sum();
        ChainCheck chain = ChainCheck.of(copy, "");
        out.printf(
                Locale.ROOT,
                "%s: %,d records, %s, %s%n",
                copy.resolve("journal"),
                records,
                damages == 0 ? "intact" : damages + " damages",
                ChainLines.verdict(chain));
        return damages + chain.broken();
    }

    /** Lets so many bytes pass in a second. */
    private static final class RateBrake implements JournalBackup.Brake {
        private final long bytesPerSecond;
        private long next = System.nanoTime();

        RateBrake(long bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
        }

        @Override
        public void took(long bytes) throws InterruptedException {
            long now = System.nanoTime();
            next = Math.max(next, now) + bytes * 1_000_000_000L / bytesPerSecond;
            if (next > now) {
                Thread.sleep(Duration.ofNanos(next - now));
            }
        }
    }
}
