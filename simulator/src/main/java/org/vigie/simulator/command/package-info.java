/** The commands simulate and demo. */
@NullMarked
package org.vigie.simulator.command;

import org.jspecify.annotations.NullMarked;
