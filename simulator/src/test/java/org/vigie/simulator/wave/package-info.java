/** Tests of this package. */
@NullMarked
package org.vigie.simulator.wave;

import org.jspecify.annotations.NullMarked;
