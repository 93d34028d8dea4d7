/** Two boxes of which one polls the monitors: the lease between them, its beats, and what opens and closes by it. */
@NullMarked
package org.vigie.gateway.failover;

import org.jspecify.annotations.NullMarked;
