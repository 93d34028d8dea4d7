package org.vigie.adapter.transport;

import java.time.Duration;

/**
 * How a serial port is set. Always 8 data bits, no parity, 1 stop bit, no flow control: the only setting of the
 * IntelliVue MIB port. SOURCE: intellivue-protocol.md section 2.2.
 *
 * @param baud bits per second
 * @param quiet silence after which an open port counts as quiet
 */
public record SerialSettings(int baud, Duration quiet) {}
