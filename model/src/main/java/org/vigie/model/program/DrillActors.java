package org.vigie.model.program;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Virtual patients and monitors for a drill; implemented by the simulator, found by {@link java.util.ServiceLoader}.
 */
public interface DrillActors {
    /**
     * Reads a script and gives every bed of the unit a virtual patient.
     *
     * @param scenario name of a built-in one, or a file
     * @param unit name of the unit
     * @param beds names on the doors, in their order; at most as many as a scenario may have
     * @param french language of the monitors' texts; false for English
     * @throws IOException when a record of the script cannot be read
     * @throws IllegalArgumentException when the script has problems; the message lists all of them
     */
    Cast prepare(String scenario, String unit, List<String> beds, boolean french) throws IOException;

    /** The actors of one drill. {@code close} is idempotent. */
    interface Cast extends AutoCloseable {
        /** What happens, in the order of time. */
        List<Cue> cues();

        /** Time between two messages of each monitor, in the order of the beds. */
        List<Duration> periods();

        /**
         * Begins to play, once.
         *
         * @param port on which the gateway listens for HL7, on loopback
         * @throws IOException when it cannot begin
         */
        void play(int port) throws IOException;

        @Override
        void close();
    }

    /**
     * Something that happens in a drill.
     *
     * @param at after the begin
     * @param bed at which bed
     * @param what a stable word such as {@code asystole} or {@code silence}
     * @param lasting how long; zero for what takes no time
     * @param answerWithin every high or medium alarm of it has to be acknowledged within this time; null when the
     *     script expects nothing
     */
    record Cue(
            Duration at,
            String bed,
            String what,
            Duration lasting,
            @Nullable Duration answerWithin) {}
}
