package org.vigie.gateway.link;

/** What a {@link HubReceiver} wants to be done. */
public sealed interface HubEffect {
    /**
     * To be handed to the transport; what it does not take is made anew when it is due.
     *
     * @param lane on which
     * @param packet what
     */
    record Send(Lane lane, PacketCodec.Sealed packet) implements HubEffect {}

    /**
     * A record that this hub did not have; each comes once.
     *
     * @param entry the record
     * @param live true as it came to be, false when it was fetched
     */
    record Store(Entry entry, boolean live) implements HubEffect {}

    /**
     * Records that nobody has any more.
     *
     * @param epoch of the edge
     * @param lane of the records
     * @param from first place
     * @param to last place
     * @param cause why
     */
    record Lost(long epoch, Lane lane, long from, long to, Packet.Loss cause) implements HubEffect {
        /** How many. */
        public long count() {
            return to - from + 1;
        }
    }

    /**
     * A state of the edge; an empty payload when it is no more.
     *
     * @param state as sent
     */
    record Show(Packet.State state) implements HubEffect {}

    /**
     * The link to the edge is another than before.
     *
     * @param link from now on
     */
    record Linked(EdgeLink link) implements HubEffect {}

    /** What became of a person's wish. */
    record Answered(Packet.Answer answer) implements HubEffect {}

    /**
     * Samples for displays.
     *
     * @param boot the start of the edge that they are of: after another one its lanes are numbered anew
     * @param samples a {@link WaveBundle}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record Samples(long boot, byte[] samples) implements HubEffect {}
}
