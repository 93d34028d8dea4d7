/** Tests of what is published over MQTT. */
@NullMarked
package org.vigie.gateway.fanout.mqtt;

import org.jspecify.annotations.NullMarked;
