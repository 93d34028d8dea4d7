/** Tests of connections to a broker, most of them against real ones. */
@NullMarked
package org.vigie.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
