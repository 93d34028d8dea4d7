/** Virtual monitors: a patient, its alarms, its encoder, and the link that carries what it says. */
@NullMarked
package org.vigie.simulator.monitor;

import org.jspecify.annotations.NullMarked;
