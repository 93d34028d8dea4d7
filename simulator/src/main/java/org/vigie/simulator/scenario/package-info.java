/** Timelines in YAML: which beds, which monitors, what happens when, from one seed. */
@NullMarked
package org.vigie.simulator.scenario;

import org.jspecify.annotations.NullMarked;
