/** Tests of this package. */
@NullMarked
package org.vigie.simulator.monitor;

import org.jspecify.annotations.NullMarked;
