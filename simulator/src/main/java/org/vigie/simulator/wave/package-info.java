/** Waves of virtual patients, synthesized from one heart beat or read from records; pure and seeded. */
@NullMarked
package org.vigie.simulator.wave;

import org.jspecify.annotations.NullMarked;
