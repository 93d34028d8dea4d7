package org.vigie.model.ward;

import java.time.Instant;

/**
 * Who watches a bed.
 *
 * @param initials of a person of the shift
 * @param since engine time at which they took the watch
 * @param display number of the display at which they took it; 0 when unknown
 */
public record Watcher(String initials, Instant since, int display) {}
