/** Tests of this package. */
@NullMarked
package org.vigie.simulator.bedside;

import org.jspecify.annotations.NullMarked;
