/** Faults of links and of the network between: seeded, and changeable while running. */
@NullMarked
package org.vigie.simulator.fault;

import org.jspecify.annotations.NullMarked;
