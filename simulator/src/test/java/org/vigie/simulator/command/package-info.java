/** Tests of this package. */
@NullMarked
package org.vigie.simulator.command;

import org.jspecify.annotations.NullMarked;
