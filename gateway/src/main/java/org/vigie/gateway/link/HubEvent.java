package org.vigie.gateway.link;

import java.util.List;

/** What happens to a {@link HubReceiver}. */
public sealed interface HubEvent {
    /** Time passes; five times a second. */
    record Tick() implements HubEvent {}

    /** This hub reaches its broker on this lane. */
    record Up(Lane lane) implements HubEvent {}

    /** It does not any more. */
    record Down(Lane lane) implements HubEvent {}

    /** A packet of the edge came. */
    record Came(PacketCodec.Sealed packet) implements HubEvent {}

    /**
     * A person wants something of this edge.
     *
     * @param id idempotency key
     * @param payload a command or an order of the displays' contract
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record Wanted(String id, byte[] payload) implements HubEvent {}

    /**
     * Whether a display draws waves of this edge.
     *
     * @param wanted from now on
     * @param beds whose, by their names at the edge; empty for all
     */
    record WavesWanted(boolean wanted, List<String> beds) implements HubEvent {
        public WavesWanted {
            beds = List.copyOf(beds);
        }
    }

    /**
     * Whether the store of this hub takes records of a lane. While it does not none is asked for, and one that comes is
     * as if it had been lost on the way: it is asked for later.
     *
     * @param lane LIFE or DATA
     * @param kept from now on
     */
    record Kept(Lane lane, boolean kept) implements HubEvent {}

    /**
     * The disk did not take what was to be stored: it is asked for again.
     *
     * @param epoch of the edge
     * @param lane of the records
     * @param from first place
     * @param to last place
     */
    record Unstored(long epoch, Lane lane, long from, long to) implements HubEvent {}
}
