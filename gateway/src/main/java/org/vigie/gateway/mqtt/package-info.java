/** Supervised MQTT 5 connections: Paho as a transport that is thrown away, never as a store. */
@NullMarked
package org.vigie.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
