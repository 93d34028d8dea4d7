package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.night.SoakProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code vigie prove soak} starts: a proof, not a measure; it is here because it needs the simulator and Chromium.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "What hours of a watch over 64 beds leave behind in Chromium (./vigie prove soak).")
final class SoakCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 600;

    @Option(names = "--minutes", defaultValue = "120", description = "Length, 1 to 600 (default: 120).")
    private int minutes;

    @Option(names = "--seed", defaultValue = "20260301", description = "Which night (default: that of the tests).")
    private long seed;

    @Option(names = "--folder", description = "Empty folder for journal and browser (default: a new temporary one).")
    private @Nullable Path folder;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec self = spec;
        if (self == null) {
            throw new IllegalStateException("not run by picocli");
        }
        PrintWriter out = self.commandLine().getOut();
        if (minutes < 1 || minutes > MOST_MINUTES) {
            self.commandLine().getErr().println("--minutes: 1 to " + MOST_MINUTES);
            return 2;
        }
        Path chosen = folder;
        Path work = chosen == null ? Files.createTempDirectory("vigie-soak-") : chosen;
        boolean holds = new SoakProof(Place.ofLauncher(), seed, Duration.ofMinutes(minutes), work, out).run();
        return holds ? 0 : 1;
    }
}
