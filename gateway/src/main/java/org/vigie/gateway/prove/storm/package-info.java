/** Ten times the usual load and a storm of alarms, through sockets, journal and a display of a real gateway. */
@NullMarked
package org.vigie.gateway.prove.storm;

import org.jspecify.annotations.NullMarked;
