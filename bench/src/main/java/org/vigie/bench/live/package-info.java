/** From the monitor to the eye: alarms through a gateway of 64 beds to a WebSocket client and to a painted page. */
@NullMarked
package org.vigie.bench.live;

import org.jspecify.annotations.NullMarked;
