/** The links of virtual monitors over TCP, and the run that drives a scenario in real time. */
@NullMarked
package org.vigie.simulator.transport;

import org.jspecify.annotations.NullMarked;
