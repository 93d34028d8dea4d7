/** Tests of drills. */
@NullMarked
package org.vigie.gateway.drill;

import org.jspecify.annotations.NullMarked;
