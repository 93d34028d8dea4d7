/** Early-warning scores: aids beside the trend, never alarms by themselves. */
@NullMarked
package org.vigie.model.score;

import org.jspecify.annotations.NullMarked;
