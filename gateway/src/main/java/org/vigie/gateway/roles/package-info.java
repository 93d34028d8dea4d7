/** A box among others: what an edge tells its hubs, and what a hub shows of its edges. */
@NullMarked
package org.vigie.gateway.roles;

import org.jspecify.annotations.NullMarked;
