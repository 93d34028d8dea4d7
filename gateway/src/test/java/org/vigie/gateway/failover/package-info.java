/** Tests of the lease of a pair. */
@NullMarked
package org.vigie.gateway.failover;

import org.jspecify.annotations.NullMarked;
