/** Units of measurement by their UCUM codes. */
@NullMarked
package org.vigie.model.unit;

import org.jspecify.annotations.NullMarked;
