/** Tests of this package. */
@NullMarked
package org.vigie.simulator.scenario;

import org.jspecify.annotations.NullMarked;
