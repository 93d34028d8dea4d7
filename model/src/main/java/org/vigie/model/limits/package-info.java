/** Every bound of the system in one place, each with its reason. */
@NullMarked
package org.vigie.model.limits;

import org.jspecify.annotations.NullMarked;
