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
}
