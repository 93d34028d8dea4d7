/** A load generator with little cost of its own. */
@NullMarked
package org.vigie.simulator.load;

import org.jspecify.annotations.NullMarked;
