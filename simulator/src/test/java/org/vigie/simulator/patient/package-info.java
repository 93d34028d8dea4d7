/** Tests of this package. */
@NullMarked
package org.vigie.simulator.patient;

import org.jspecify.annotations.NullMarked;
