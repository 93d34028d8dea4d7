package org.vigie.model.ward;

import java.time.Duration;
import java.time.Instant;
import org.vigie.model.SourceId;

/**
 * A value that a bed has had and that is expected to go on.
 *
 * @param vital which
 * @param source who sent it last
 * @param interval its usual interval then
 * @param from begin of the absence that counts: its last measurement, or the return of its feed
 * @param raised true once the alarm about its absence was raised
 */
record VitalSign(Vital vital, SourceId source, Duration interval, Instant from, boolean raised) {
    VitalSign from(Instant now, boolean stillRaised) {
        return new VitalSign(vital, source, interval, now, stillRaised);
    }
}
