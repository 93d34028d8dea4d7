/** The gateway as a whole, over real sockets on loopback. */
@NullMarked
package org.vigie.gateway;

import org.jspecify.annotations.NullMarked;
