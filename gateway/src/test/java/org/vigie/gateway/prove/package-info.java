/** Short slices of the long campaigns, so that each build runs them. */
@NullMarked
package org.vigie.gateway.prove;

import org.jspecify.annotations.NullMarked;
