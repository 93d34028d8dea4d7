/** What is published over MQTT for anybody else: the state of each bed and every step of an alarm. */
@NullMarked
package org.vigie.gateway.fanout.mqtt;

import org.jspecify.annotations.NullMarked;
