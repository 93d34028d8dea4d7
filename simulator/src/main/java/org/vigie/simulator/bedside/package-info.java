/** What a bedside monitor decides by itself: limits, delays, alarm conditions and their life at the bedside. */
@NullMarked
package org.vigie.simulator.bedside;

import org.jspecify.annotations.NullMarked;
