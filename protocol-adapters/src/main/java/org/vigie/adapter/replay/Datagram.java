package org.vigie.adapter.replay;

import org.vigie.adapter.intellivue.codec.Octets;

/**
 * One UDP datagram of a capture.
 *
 * @param offset of its packet in the file; of the last fragment when it came in fragments
 * @param from sender
 * @param to receiver
 * @param payload what it carries
 */
record Datagram(long offset, Endpoint from, Endpoint to, Octets payload) {
    /**
     * An address and a port.
     *
     * @param address in the usual notation
     * @param port 0 to 65,535
     */
    record Endpoint(String address, int port) {
        @Override
        public String toString() {
            return address + ":" + port;
        }
    }
}
