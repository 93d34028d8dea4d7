package org.vigie.gateway.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * One long proof. Found by {@link java.util.ServiceLoader}: a public class with a public constructor without arguments.
 */
public interface Campaign {
    /** How it ended. */
    enum Verdict {
        /** Everything that was claimed held. */
        PROVEN,
        /** Something did not hold; the output says what. */
        REFUTED,
        /** It could not be run here; the output says what is missing. */
        NOT_RUN
    }

    /**
     * What a person may choose.
     *
     * @param rounds how often; 0 for the campaign's own number
     * @param seed of everything random; printed, so that a finding can be repeated
     * @param folder empty scratch folder of this run, deleted afterwards
     * @param out for figures and findings, one line each
     * @param rows of its table that are to be run; empty for all
     * @param write whether its table goes to the page in docs/ that shows it
     */
    record Setup(int rounds, long seed, Path folder, PrintWriter out, List<String> rows, boolean write) {
        public Setup {
            rows = List.copyOf(rows);
        }

        /** All rows, nothing written. */
        public Setup(int rounds, long seed, Path folder, PrintWriter out) {
            this(rounds, seed, folder, out, List.of(), false);
        }

        int roundsOr(int standard) {
            return rounds > 0 ? rounds : standard;
        }
    }

    /** The name on the command line. */
    String name();

    /** One line for the list. */
    String summary();

    /**
     * Runs it; leaves no process, mount or file behind.
     *
     * @throws IOException when the scratch folder cannot be used
     * @throws InterruptedException when the person gave up
     */
    Verdict run(Setup setup) throws IOException, InterruptedException;
}
