package org.vigie.gateway.link;

import org.jspecify.annotations.Nullable;

/** What happens to an {@link EdgeUplink}. */
public sealed interface UplinkEvent {
    /**
     * Time passes; five times a second.
     *
     * @param wallMs time of day, since 1970
     */
    record Tick(long wallMs) implements UplinkEvent {}

    /** A lane to the hub's broker is connected. */
    record Up(Lane lane) implements UplinkEvent {}

    /** It no longer is. */
    record Down(Lane lane) implements UplinkEvent {}

    /** The broker has what was sent with this token. */
    record Acknowledged(Lane lane, long token) implements UplinkEvent {}

    /** The transport did not take what was sent with this token. */
    record Refused(Lane lane, long token) implements UplinkEvent {}

    /** A packet of the hub came. */
    record Came(PacketCodec.Sealed packet) implements UplinkEvent {}

    /** A record is durable in the journal. */
    record Appended(Entry entry) implements UplinkEvent {}

    /** The journal broke and goes on with the next epoch. */
    record Rolled(long epoch) implements UplinkEvent {}

    /**
     * Something has another state than before.
     *
     * @param part which half
     * @param key bed, or empty for the edge as a whole
     * @param payload null when it is no more
     * @param canWait for the next heartbeat where the link is thin: nothing in it is new or more urgent than before
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    record Changed(Packet.Part part, String key, byte @Nullable [] payload, boolean canWait) implements UplinkEvent {
        /** A change that is told at once. */
        public static Changed now(Packet.Part part, String key, byte @Nullable [] payload) {
            return new Changed(part, key, payload, false);
        }
    }

    /** What {@link UplinkEffect.Read} has found. */
    record Found(Packet.Fill fill) implements UplinkEvent {}

    /** What became of {@link UplinkEffect.Apply}. */
    record Answered(Packet.Answer answer) implements UplinkEvent {}

    /** Samples that the hub wants, a {@link WaveBundle}: no longer than {@link EdgeUplink#waveRoom} says. */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    record Samples(byte[] samples) implements UplinkEvent {}
}
