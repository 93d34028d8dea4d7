/** A whole night of a whole unit on a virtual clock. */
@NullMarked
package org.vigie.gateway.night;

import org.jspecify.annotations.NullMarked;
