/** Tests of this package. */
@NullMarked
package org.vigie.simulator.load;

import org.jspecify.annotations.NullMarked;
