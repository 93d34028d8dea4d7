/** The unit as a whole: an immutable reducer over everything the monitors and the people at the displays do. */
@NullMarked
package org.vigie.model.ward;

import org.jspecify.annotations.NullMarked;
