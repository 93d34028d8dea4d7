/** Tests of confirmed delivery. */
@NullMarked
package org.vigie.gateway.delivery;

import org.jspecify.annotations.NullMarked;
