/** Operations. */
@NullMarked
package org.vigie.gateway.ops;

import org.jspecify.annotations.NullMarked;
