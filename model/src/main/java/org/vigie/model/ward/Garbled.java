package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.vigie.model.BedId;
import org.vigie.model.SourceId;

/**
 * What one source has sent that could not be read.
 *
 * @param source who
 * @param times of the last few, oldest first
 * @param beds where the alarm about it stands; empty while there is none
 */
record Garbled(SourceId source, List<Instant> times, List<BedId> beds) {}
