/** Tests of this package. */
@NullMarked
package org.vigie.simulator.fault;

import org.jspecify.annotations.NullMarked;
