/** Displays over real sockets. */
@NullMarked
package org.vigie.gateway.fanout.websocket;

import org.jspecify.annotations.NullMarked;
