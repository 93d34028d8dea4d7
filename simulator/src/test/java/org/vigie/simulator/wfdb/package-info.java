/** Tests of this package. */
@NullMarked
package org.vigie.simulator.wfdb;

import org.jspecify.annotations.NullMarked;
