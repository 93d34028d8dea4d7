package org.vigie.gateway.link;

/** What an {@link EdgeUplink} wants to be done. */
public sealed interface UplinkEffect {
    /**
     * To be handed to the transport; when that does not take it, {@link UplinkEvent.Refused} follows.
     *
     * @param lane on which
     * @param token to be told back
     * @param packet what
     */
    record Send(Lane lane, long token, PacketCodec.Sealed packet) implements UplinkEffect {}

    /**
     * To be looked up in the journal; {@link UplinkEvent.Found} follows, whatever comes out.
     *
     * @param ask what the hub wants
     */
    record Read(Packet.Ask ask) implements UplinkEffect {}

    /**
     * A command of a person, that was not applied before; {@link UplinkEvent.Answered} follows.
     *
     * @param command as the hub sent it
     */
    record Apply(Packet.Command command) implements UplinkEffect {}
}
