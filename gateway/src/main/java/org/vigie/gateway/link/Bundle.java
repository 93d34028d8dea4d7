package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that is sent, alone or with others.
 *
 * @param packet what it is
 * @param bytes that it will have, about, without what surrounds a packet
 * @param count states in it
 */
record Bundle(Packet.Up packet, int bytes, int count) {
    /** Together they still fit into what one packet may be when unpacked. */
    private static final int STATES_TOGETHER = 32;

    private static final int RAW_TOGETHER = 65_536;

    /**
     * As many states in one packet as there is room for; one must wait.
     *
     * @param urgent only those that do not wait for the heartbeat
     * @param small as differences where that gains something
     * @param room bytes that it may have
     */
    static Bundle of(StateTable table, boolean urgent, boolean small, int room) {
        List<Packet.State> together = new ArrayList<>();
        int bytes = 0;
        int raw = 0;
        while (together.size() < STATES_TOGETHER
                && raw < RAW_TOGETHER
                && (together.isEmpty() || bytes < room)
                && (urgent ? table.urgent() : table.waiting()) > 0) {
            Packet.State state = table.take(small);
            int length = state.payload().length;
            if (state.base() != 0) {
                bytes += 6 + length / 2;
            } else {
                // Measured: the first one shrinks to an eighth, values that are like it to a fortieth.
                bytes += length / (together.isEmpty() ? 8 : table.part().lane() == Lane.DATA ? 40 : 10);
            }
            raw += length;
            together.add(state);
        }
        Packet.Up packet = together.size() == 1 ? together.getFirst() : new Packet.States(together);
        return new Bundle(packet, bytes, together.size());
    }
}
