package org.vigie.model.ward;

import java.time.Instant;
import java.util.List;
import org.vigie.model.BedId;

/**
 * Many beds that fell silent at once.
 *
 * @param cut when, as far as the last messages tell
 * @param members the beds that are not back yet, in the order of the site
 */
record Outage(Instant cut, List<BedId> members) {}
