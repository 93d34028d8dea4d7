package org.vigie.gateway.prove.seeds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.prove.Campaign;

/**
 * The link between edges and hubs on virtual time, with everything broken by chance: one seed is one bad minute and the
 * recovery from it. A seed that breaks an invariant is printed, and kept in {@code testdata/seeds} of a source tree;
 * the tests run those from then on.
 */
public final class SeedsCampaign implements Campaign {
    private static final int SEEDS = 10_000;
    private static final int MOST_PRINTED = 10;

    /** What can be told at a time, and the longest that an interruption waits for. */
    private static final int AT_ONCE = 1_000;

    /** For the service loader. */
    public SeedsCampaign() {}

    /**
     * What one seed came to.
     *
     * @param seed its number
     * @param report empty when an invariant did not hold
     * @param breach which one, and about what; empty when all held
     */
    public record Outcome(long seed, Optional<String> report, String breach) {
        /** Whether all invariants held. */
        public boolean holds() {
            return report.isPresent();
        }
    }

    /** Runs one seed; the same seed always comes to the same. */
    public static Outcome run(long seed) {
        Ran ran = ran(seed);
        return new Outcome(seed, Optional.ofNullable(ran.report()).map(World.Report::toString), ran.breach());
    }

    @Override
    public String name() {
        return "seeds";
    }

    @Override
    public String summary() {
        return "edges, hubs and links on virtual time, broken by chance: " + SEEDS + " seeds (--count)";
    }

    @Override
    public Verdict run(Setup setup) throws IOException, InterruptedException {
        int count = setup.rounds() > 0 ? setup.rounds() : SEEDS;
        long end = setup.seed() + count;
        Sums sums = new Sums();
        int broken = 0;
        for (long from = setup.seed(); from < end; from += AT_ONCE) {
            for (Ran ran : all(from, Math.min(end, from + AT_ONCE))) {
                if (ran.report() != null) {
                    sums.add(ran.report());
                    continue;
                }
                keep(ran.seed());
                if (++broken <= MOST_PRINTED) {
                    setup.out().printf(Locale.ROOT, "seed %d: %s%n", ran.seed(), ran.breach());
                    setup.out().flush();
                }
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        setup.out().printf(Locale.ROOT, "%d seeds, %d broke an invariant; %s%n", count, broken, sums);
        return broken == 0 ? Verdict.PROVEN : Verdict.REFUTED;
    }

    /** On all cores, as no seed knows of another; told in their order. */
    private static List<Ran> all(long from, long end) {
        return LongStream.range(from, end)
                .parallel()
                .mapToObj(SeedsCampaign::ran)
                .toList();
    }

    private static Ran ran(long seed) {
        try {
            return new Ran(seed, new World(seed).run(), "");
        } catch (Truth.Breach breach) {
            return new Ran(seed, null, String.valueOf(breach.getMessage()));
        }
    }

    /** One seed that was run; no report where an invariant did not hold. */
    private record Ran(long seed, World.@Nullable Report report, String breach) {}

    private static void keep(long seed) throws IOException {
        Path folder = Path.of("testdata", "seeds");
        if (Files.isDirectory(folder)) {
            Files.write(
                    folder.resolve("link.txt"),
                    List.of(Long.toString(seed)),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** What all seeds together went through. */
    private static final class Sums {
        private long alarms;
        private long timely;
        private long records;
        private long gaps;
        private long links;
        private long refused;
        private long faults;
        private long unstored;
        private long slowestMs;

        void add(World.Report report) {
            alarms += report.alarms();
            timely += report.timely();
            records += report.records();
            gaps += report.gaps();
            links += report.links();
            refused += report.refused();
            faults += report.faults();
            unstored += report.unstored();
            slowestMs = Math.max(slowestMs, report.convergedMs());
        }

        @Override
        public String toString() {
            return faults + " faults, " + alarms + " alarms and " + records + " records on edges' disks, all at both"
                    + " hubs but " + gaps + " said to be lost; " + timely
                    + " records on links in order within 2 s; " + links + " times an edge lost, " + refused
                    + " packets of earlier starts refused; " + unstored
                    + " places that a hub's disk did not take at first; together again after at most " + slowestMs
                    + " ms";
        }
    }
}
