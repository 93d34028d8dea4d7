/** From the ward to those who watch it: the views that all transports send. */
@NullMarked
package org.vigie.gateway.fanout;

import org.jspecify.annotations.NullMarked;
