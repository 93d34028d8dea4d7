/** Sockets and timers, on one event loop; the only place below the gateway that knows Vert.x. */
@NullMarked
package org.vigie.adapter.transport;

import org.jspecify.annotations.NullMarked;
