package org.vigie.simulator.monitor.intellivue;

/**
 * Who talks to the monitor: the other end of the wire.
 *
 * @param host numeric address; a word for a serial line
 * @param port 0 for a serial line
 */
public record Peer(String host, int port) {
    /** The only peer that a serial line has. */
    public static final Peer SERIAL = new Peer("serial", 0);

    /** Everybody on the segment: where connect indications go. */
    public static final Peer EVERYBODY = new Peer("broadcast", 0);
}
