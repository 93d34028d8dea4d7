package org.vigie.gateway.pipeline;

import java.time.Instant;
import org.vigie.gateway.pipeline.records.Input;

/** What the journal thread passes on to the ward thread, in the order of the journal. */
sealed interface Work {
    /**
     * A journaled input (or one that could not be journaled, with seq 0).
     *
     * @param input what happened
     * @param at engine time, as journaled
     * @param epoch of its record
     * @param seq of its record; 0 when it was not written
     */
    record Apply(Input input, Instant at, long epoch, long seq) implements Work {}

    /**
     * Time passes; not journaled.
     *
     * @param at engine time
     */
    record Tick(Instant at) implements Work {}

    /** The state is to be written. */
    record Checkpoint() implements Work {}

    /** Nothing follows. */
    record End() implements Work {}
}
