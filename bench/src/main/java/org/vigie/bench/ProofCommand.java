package org.vigie.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.bench.night.NightProof;
import org.vigie.bench.night.SoakProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What {@code vigie prove night} and {@code vigie prove soak} start: proofs, not measures; they are here because they
 * need the simulator and Chromium.
 */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        description = "Minutes of a night with 64 beds in Chromium (./vigie prove night, ./vigie prove soak).")
final class ProofCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 600;

    /** What is looked at. */
    private enum Proof {
        NIGHT,
        SOAK
    }

    @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
    private Proof proof = Proof.NIGHT;

    @Option(names = "--minutes", required = true, description = "Length, 1 to 600.")
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
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new ParameterException(self.commandLine(), "--minutes: 1 to " + MOST_MINUTES);
        }
        PrintWriter out = self.commandLine().getOut();
        Path chosen = folder;
        Path work = chosen == null
                ? Files.createTempDirectory("vigie-" + proof.name().toLowerCase(Locale.ROOT) + "-")
                : chosen;
        Duration length = Duration.ofMinutes(minutes);
        boolean holds = proof == Proof.NIGHT
                ? new NightProof(Place.ofLauncher(), seed, length, work, out).run()
                : new SoakProof(Place.ofLauncher(), seed, length, work, out).run();
        return holds ? 0 : 1;
    }
}
