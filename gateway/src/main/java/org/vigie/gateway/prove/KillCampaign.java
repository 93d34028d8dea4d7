package org.vigie.gateway.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * kill -9 at random moments under load, on one data folder: every acknowledged record is readable afterwards, nothing
 * is damaged, the chain verifies, and the next start begins at once (fault row 38).
 */
public final class KillCampaign implements Campaign {
    private static final int ROUNDS = 50;
    private static final int SHORTEST_MS = 20;
    private static final int LONGEST_MS = 1_000;

    /** For the service loader. */
    public KillCampaign() {}

    @Override
    public String name() {
        return "kill9";
    }

    @Override
    public String summary() {
        return "kill -9 under load: every acknowledged record is readable after (" + ROUNDS + " rounds)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        Random random = new Random(setup.seed());
        int rounds = setup.roundsOr(ROUNDS);
        long acked = 0;
        long missing = 0;
        long damages = 0;
        long broken = 0;
        long sealed = 0;
        long slowestStartMs = 0;
        Path data = setup.folder().resolve("data");
        for (int round = 1; round <= rounds; round++) {
            long began = System.nanoTime();
            try (WriterProcess writer =
                    WriterProcess.start(data, setup.folder().resolve("notes"), random.nextLong(), "mixed")) {
                slowestStartMs = Math.max(slowestStartMs, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                writer.await(any -> false, random.nextInt(SHORTEST_MS, LONGEST_MS));
                writer.kill();
                Readback back = Readback.of(data, writer.notes(), false);
                acked += back.acked();
                missing += back.missing();
                damages += back.damages().size();
                broken += back.broken().size();
                sealed = back.sealed();
                if (back.missing() > 0
                        || !back.damages().isEmpty()
                        || !back.broken().isEmpty()) {
                    setup.out().printf(Locale.ROOT, "round %d: %s%n", round, back);
                }
            }
        }
        setup.out()
                .printf(
                        Locale.ROOT,
                        "%d rounds of kill -9: %d acknowledged, %d missing, %d damages, slowest start %d ms; %d breaches of"
                                + " the chain, %d records under a seal%n",
                        rounds,
                        acked,
                        missing,
                        damages,
                        slowestStartMs,
                        broken,
                        sealed);
        return missing == 0 && damages == 0 && broken == 0 && acked > 0 ? Verdict.PROVEN : Verdict.REFUTED;
    }
}
