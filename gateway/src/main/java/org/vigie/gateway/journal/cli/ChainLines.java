package org.vigie.gateway.journal.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.vigie.gateway.journal.ChainCheck;

/** What a test of the chain found, as lines for people. */
final class ChainLines {
    private ChainLines() {}

    /** One line for all, one for each note and each breach. */
    static void print(ChainCheck chain, PrintWriter out) {
        if (chain.isChained()) {
            out.printf(
                    Locale.ROOT,
                    "chain: %d epochs, %d seals, %d records as they were sealed, %d under no seal%n",
                    chain.epochs(),
                    chain.seals(),
                    chain.records(),
                    chain.unsealed());
        }
        chain.notes().forEach(note -> out.println("  " + note));
        chain.breaches().forEach(breach -> out.println("  " + breach.text()));
        if (chain.broken() > chain.breaches().size()) {
            out.printf(
                    Locale.ROOT,
                    "  and %d more%n",
                    chain.broken() - chain.breaches().size());
        }
    }

    /** A few words. */
    static String verdict(ChainCheck chain) {
        if (!chain.isWhole()) {
            return "chain broken in " + chain.broken() + (chain.broken() == 1 ? " place" : " places");
        }
        if (!chain.isChained()) {
            return "no chain";
        }
        return "chain verified"
                + chain.first()
                        .flatMap(first -> chain.last().map(last -> " from " + first + " to " + last))
                        .orElse("")
                + " in " + chain.epochs() + (chain.epochs() == 1 ? " epoch" : " epochs");
    }
}
