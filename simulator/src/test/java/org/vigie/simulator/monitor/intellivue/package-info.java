/** Tests of this package. */
@NullMarked
package org.vigie.simulator.monitor.intellivue;

import org.jspecify.annotations.NullMarked;
