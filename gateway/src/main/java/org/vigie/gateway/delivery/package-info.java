/** Confirmed delivery: which display has got, shown and sounded which alarm, and when none has. */
@NullMarked
package org.vigie.gateway.delivery;

import org.jspecify.annotations.NullMarked;
