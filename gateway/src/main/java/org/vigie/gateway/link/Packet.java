package org.vigie.gateway.link;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What travels on a link. Times are milliseconds of a clock that only goes forward, each side's own. */
public sealed interface Packet {

    /** Which half of a bed's state: what must come at once, or what may be a second late. */
    enum Part {
        /** Link, alarms, marks, who lies there and who watches: on the LIFE lane. */
        LIFE(Lane.LIFE),
        /** Values: on the DATA lane. */
        DATA(Lane.DATA);

        private final Lane lane;

        Part(Lane lane) {
            this.lane = lane;
        }

        /** The lane it travels on. */
        public Lane lane() {
            return lane;
        }
    }

    /** From an edge to a hub. */
    sealed interface Up extends Packet {}

    /** From a hub to an edge. */
    sealed interface Down extends Packet {}

    /**
     * Heartbeat of one lane, once a second, of DATA every two over a thin link. On the same connection as the states of
     * that lane, so that a hub which has lost nothing has exactly {@code digest} when it comes.
     *
     * @param lane LIFE or DATA
     * @param no counts from 1
     * @param last newest record of this lane in the journal; 0 for none
     * @param pushed newest record that was sent, or never will be unasked
     * @param digest of all states of this lane as they are at the edge
     * @param waiting states of this lane that were not sent yet
     * @param edgeMs clock of the edge
     * @param wallMs time of day at the edge, since 1970
     * @param echoHubMs {@code hubMs} of the hub's last heartbeat; -1 before the first
     * @param heldMs since that came
     * @param wavesOff true when the hub wants waves, there are some, and the link is too thin for any
     */
    record Beat(
            Lane lane,
            long no,
            long last,
            long pushed,
            long digest,
            int waiting,
            long edgeMs,
            long wallMs,
            long echoHubMs,
            long heldMs,
            boolean wavesOff)
            implements Up {}

    /**
     * Records of the journal, as they came to be; together they become much smaller than one by one.
     *
     * @param entries at least one
     */
    record Live(List<Entry> entries) implements Up {
        public Live {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The newest state of something.
     *
     * @param part which half
     * @param key bed, or empty for the edge as a whole
     * @param version grows with each change of any state of this edge within its epoch
     * @param edgeMs clock of the edge when it came to be
     * @param base 0 when the payload is the whole state; else the version that it is a {@link StateDelta} to
     * @param payload empty when it is no more
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    record State(Part part, String key, long version, long edgeMs, long base, byte[] payload) implements Up {
        /** A state that needs no other to be read. */
        public static State whole(Part part, String key, long version, long edgeMs, byte[] payload) {
            return new State(part, key, version, edgeMs, 0, payload);
        }
    }

    /**
     * The newest states of several things in one: over a thin link what surrounds a packet is longer than a state, and
     * states are alike, so that together they become much smaller.
     *
     * @param states at least two, of one part
     */
    record States(List<State> states) implements Up {
        public States {
            states = List.copyOf(states);
        }
    }

    /**
     * What goes at the same moment on one lane, in this order: over a thin link what surrounds a packet is longer than
     * a heartbeat or a state.
     *
     * @param packets at least two, none of them several
     */
    record Several(List<Up> packets) implements Up {
        public Several {
            packets = List.copyOf(packets);
        }
    }

    /**
     * Answer to {@link Ask}. Of the places {@code from} to {@code to} those that are not among the entries are lost for
     * good.
     *
     * @param request its number
     * @param epoch asked for
     * @param lane asked for
     * @param from first place that is answered
     * @param to last place that is answered; before {@code from} when nothing could be read now
     * @param entries ascending
     * @param end last place of an epoch that is over; -1 while it is not
     * @param cause of what is lost
     */
    record Fill(long request, long epoch, Lane lane, long from, long to, List<Entry> entries, long end, Loss cause)
            implements Up {
        public Fill {
            entries = List.copyOf(entries);
        }
    }

    /** Why a record is lost for good. */
    enum Loss {
        NONE,
        /** The edge no longer keeps it. */
        RETENTION,
        /** It cannot be read. */
        DAMAGED,
        /** It is longer than a packet. */
        TOO_LONG,
        /** The hub could not write it, time after time; its edge has it. Never on the wire. */
        SET_ASIDE;

        /** The word in records and metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What became of a command.
     *
     * @param id of the command
     * @param accepted whether it took effect
     * @param reason why not; null when it did
     */
    record Answer(String id, boolean accepted, @Nullable String reason) implements Up {}

    /**
     * Samples.
     *
     * @param total bytes of waves sent on this connection until now, these included
     * @param samples a {@link WaveBundle}
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    record Waves(long total, byte[] samples) implements Up {}

    /**
     * Heartbeat of a hub, once a second.
     *
     * @param hubMs clock of the hub
     * @param lifeNext first LIFE record of the present epoch that the hub does not have
     * @param dataNext the same of DATA
     * @param wantsWaves whether any display draws waves of this edge
     * @param beds whose, by their names at the edge; empty for all
     */
    record HubBeat(long hubMs, long lifeNext, long dataNext, boolean wantsWaves, List<String> beds) implements Down {
        public HubBeat {
            beds = List.copyOf(beds);
        }
    }

    /**
     * Asks for records.
     *
     * @param request number of the question
     * @param epoch of the records
     * @param lane of the records
     * @param from first place
     * @param to last place; {@link Long#MAX_VALUE} up to the end of an epoch that is over
     * @param bytes the answer is to have at most, unless one record alone is longer
     */
    record Ask(long request, long epoch, Lane lane, long from, long to, int bytes) implements Down {}

    /**
     * The states that the hub has, because its digest is another one. The edge sends those that differ.
     *
     * @param part which half
     * @param keys with the hash of each
     */
    record Compare(Part part, List<Held> keys) implements Down {
        public Compare {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A state that a hub has.
     *
     * @param key of the state
     * @param hash of its payload
     */
    record Held(String key, long hash) {}

    /**
     * What a person wants, at a display of the hub. Sent again until it is answered; takes effect once.
     *
     * @param id idempotency key
     * @param seenEdgeMs clock of the edge in the last heartbeat that the hub had when the person asked: an edge knows
     *     by it how old this may be
     * @param payload a command or an order of the displays' contract
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    record Command(String id, long seenEdgeMs, byte[] payload) implements Down {}

    /**
     * Lets the edge send waves.
     *
     * @param total bytes that it may have sent on this connection
     */
    record Credit(long total) implements Down {}
}
