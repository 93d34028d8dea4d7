/** Two edges and two hubs as processes: each cable pulled and each process killed, and what the hubs show meanwhile. */
@NullMarked
package org.vigie.gateway.prove.topology;

import org.jspecify.annotations.NullMarked;
