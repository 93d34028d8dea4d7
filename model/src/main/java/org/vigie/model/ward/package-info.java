/** The reducer over everything a display shows: beds, patients, links, alarms, watch. */
@NullMarked
package org.vigie.model.ward;

import org.jspecify.annotations.NullMarked;
