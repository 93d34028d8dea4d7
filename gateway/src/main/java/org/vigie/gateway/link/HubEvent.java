package org.vigie.gateway.link;

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

    /** This box slept: nothing that is held may look live. */
    record Slept() implements HubEvent {}

    /**
     * A person wants something of this edge.
     *
     * @param id idempotency key
     * @param payload a command or an order of the displays' contract
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    record Wanted(String id, byte[] payload) implements HubEvent {}

    /**
     * Whether a display draws waves.
     *
     * @param wanted from now on
     */
    record WavesWanted(boolean wanted) implements HubEvent {}
}
