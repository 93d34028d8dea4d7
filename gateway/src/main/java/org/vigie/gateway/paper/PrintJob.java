package org.vigie.gateway.paper;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one sheet that was to be printed. Immutable.
 *
 * @param number counts the jobs of this run, from 1
 * @param sheet name of a bed, {@code unit} or {@code all}
 * @param byItself true by the hour, false when a display asked
 * @param at engine time of the last change of state
 * @param state how far it came
 * @param why what the command or the print system said; null when nothing speaks against it
 */
public record PrintJob(
        long number,
        String sheet,
        boolean byItself,
        Instant at,
        State state,
        @Nullable String why) {
    /** How far a job came. */
    public enum State {
        /** Behind others, or its sheet is being made. */
        WAITING,
        /** In the queue of the print system. */
        QUEUED,
        /** Out of that queue: the print system says that it is printed. */
        DONE,
        /** Taken by a command that cannot be asked further. */
        TAKEN,
        FAILED;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The same job, further on. */
    PrintJob now(State next, @Nullable String reason, Instant when) {
        return new PrintJob(number, sheet, byItself, when, next, reason);
    }

    /** What a person can do, as a stable word; empty when nobody knows, or when nothing is to be done. */
    public Optional<String> remedy() {
        return why == null ? Optional.empty() : PrintWords.remedy(why);
    }

    /** True when nothing more will come. */
    boolean isOver() {
        return state == State.DONE || state == State.TAKEN || state == State.FAILED;
    }
}
