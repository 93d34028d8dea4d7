/** The displays: snapshot, deltas, ticks and commands over WebSocket, bounded for each of them. */
@NullMarked
package org.vigie.gateway.fanout.websocket;

import org.jspecify.annotations.NullMarked;
