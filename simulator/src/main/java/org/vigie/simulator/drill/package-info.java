/** The virtual unit of a drill. */
@NullMarked
package org.vigie.simulator.drill;

import org.jspecify.annotations.NullMarked;
