package org.vigie.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import org.vigie.gateway.annunciator.Annunciator;
import org.vigie.gateway.config.GatewayConfig;
import org.vigie.gateway.journal.Journal;
import org.vigie.gateway.journal.JournalDirectory;
import org.vigie.gateway.pipeline.EngineClock;
import org.vigie.model.limits.Limits;

/**
 * What a test may replace.
 *
 * @param limits bounds of everything
 * @param clocks of the machine
 * @param journals opens the journal of a folder
 * @param voices makes what the box itself is heard by
 * @param ports makes the transports to other boxes
 */
record Surroundings(
        Limits limits,
        EngineClock.Clocks clocks,
        JournalOpener journals,
        Function<GatewayConfig, Annunciator> voices,
        Boxes.Ports ports) {
    Surroundings(Limits limits, EngineClock.Clocks clocks, JournalOpener journals) {
        this(limits, clocks, journals, Voices::of, Boxes::overMqtt);
    }

    Surroundings(
            Limits limits,
            EngineClock.Clocks clocks,
            JournalOpener journals,
            Function<GatewayConfig, Annunciator> voices) {
        this(limits, clocks, journals, voices, Boxes::overMqtt);
    }

    static Surroundings real() {
        return new Surroundings(Limits.DEFAULT, EngineClock.machine(), JournalDirectory::open);
    }

    /** Opens the journal of a data folder. */
    @FunctionalInterface
    interface JournalOpener {
        Journal open(Path data, Limits.Journal limits, Instant at) throws IOException;
    }
}
