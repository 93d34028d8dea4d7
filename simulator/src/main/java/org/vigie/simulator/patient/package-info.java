/** Virtual and recorded patients: pure, seeded, advanced by simulated time. */
@NullMarked
package org.vigie.simulator.patient;

import org.jspecify.annotations.NullMarked;
