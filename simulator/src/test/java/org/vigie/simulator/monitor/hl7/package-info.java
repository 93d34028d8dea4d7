/** Tests of this package. */
@NullMarked
package org.vigie.simulator.monitor.hl7;

import org.jspecify.annotations.NullMarked;
