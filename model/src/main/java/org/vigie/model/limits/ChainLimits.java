package org.vigie.model.limits;

import java.time.Duration;

/**
 * Bounds of the chain over a journal's records (ADR 0110).
 *
 * @param records under one seal at most; 4 bytes of each are remembered until then
 * @param every how long a record waits for its seal, engine time
 * @param tailRecords of a start that ended without a seal, which the next start seals; the rest stays without
 */
public record ChainLimits(int records, Duration every, int tailRecords) {
    /** The same for all journals. */
    public static final ChainLimits DEFAULT = new ChainLimits(4_096, Duration.ofSeconds(10), 65_536);
}
