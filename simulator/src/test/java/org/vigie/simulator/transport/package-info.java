/** Tests of this package. */
@NullMarked
package org.vigie.simulator.transport;

import org.jspecify.annotations.NullMarked;
