package org.vigie.simulator.monitor.intellivue;

/**
 * One message from the monitor. Immutable; the bytes are not copied and must not be changed.
 *
 * @param to whom
 * @param bytes UDP payload, or user data of a serial frame
 */
@SuppressWarnings("ArrayRecordComponent") // one owner after another, never compared
public record Sent(Peer to, byte[] bytes) {
    @Override
    public String toString() {
        return "Sent[" + to + ", " + bytes.length + " bytes]";
    }
}
