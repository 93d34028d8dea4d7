package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/** The states of one part of an edge that a hub has, and when they were last known to be true. */
final class HubStates {
    private final int most;
    private final Map<String, Held> states = new HashMap<>();
    private long digest;
    private long refused;
    private long trueMs = -1;
    private boolean lacks;

    /**
     * A state that is held.
     *
     * @param payload for later differences to it; empty when it is too long for that
     */
    @SuppressWarnings("ArrayRecordComponent") // as in Entry
    private record Held(long epoch, long version, long hash, long edgeMs, byte[] payload) {}

    HubStates(int most) {
        this.most = most;
    }

    long refused() {
        return refused;
    }

    long digest() {
        return digest;
    }

    /** The whole of a state that came; empty when it is older than what is held, or a difference to another one. */
    Optional<Packet.State> take(long epoch, Packet.State came) {
        @Nullable Held base = states.get(came.key());
        if (came.base() == 0) {
            return taken(epoch, came) ? Optional.of(came) : Optional.empty();
        }
        if (base != null && base.epoch() == epoch && base.version() >= came.version()) {
            return Optional.empty();
        }
        if (base == null || base.epoch() != epoch || base.version() != came.base() || base.payload().length == 0) {
            lacks = true;
            return Optional.empty();
        }
        try {
            byte[] payload = StateDelta.apply(base.payload(), came.payload(), LinkLimits.DEFAULT.stateBytes());
            Packet.State whole = Packet.State.whole(came.part(), came.key(), came.version(), came.edgeMs(), payload);
            return taken(epoch, whole) ? Optional.of(whole) : Optional.empty();
        } catch (Wire.Malformed bad) {
            lacks = true;
            return Optional.empty();
        }
    }

    /** Whether a difference came since this was asked last that nothing here could be made of. */
    boolean lacks() {
        boolean said = lacks;
        lacks = false;
        return said;
    }

    /** Takes a whole state; false when it is older than what is held. */
    private boolean taken(long epoch, Packet.State state) {
        @Nullable Held before = states.get(state.key());
        if (before != null
                && (before.epoch() > epoch || (before.epoch() == epoch && before.version() >= state.version()))) {
            return false;
        }
        if (state.payload().length == 0) {
            if (before != null) {
                states.remove(state.key());
                digest -= Digests.share(state.key(), before.hash());
            }
            return before != null;
        }
        if (before == null && states.size() >= most) {
            refused++;
            return false;
        }
        long hash = Digests.of(state.payload());
        byte[] kept = state.payload().length > StateDelta.LONGEST ? new byte[0] : state.payload();
        states.put(state.key(), new Held(epoch, state.version(), hash, state.edgeMs(), kept));
        digest += Digests.share(state.key(), hash) - (before == null ? 0 : Digests.share(state.key(), before.hash()));
        return true;
    }

    /** Another start of the edge: its clock begins anew, and so does what is known to be true. */
    void restarted() {
        trueMs = -1;
        states.replaceAll((key, held) -> new Held(held.epoch(), held.version(), held.hash(), -1, held.payload()));
    }

    /** All that is held was true when the edge's clock showed this. */
    void allTrue(long edgeMs) {
        lacks = false;
        trueMs = Math.max(trueMs, edgeMs);
    }

    /** Whether all that the edge has was held at some time since its present start. */
    boolean agreed() {
        return trueMs >= 0;
    }

    /** The edge's clock when this state was last known to be true; empty when that is not known. */
    OptionalLong trueAt(String key) {
        @Nullable Held held = states.get(key);
        long at = held == null ? trueMs : Math.max(held.edgeMs(), trueMs);
        return at < 0 ? OptionalLong.empty() : OptionalLong.of(at);
    }

    List<Packet.Held> held() {
        List<Packet.Held> list = new ArrayList<>();
        states.forEach((key, held) -> list.add(new Packet.Held(key, held.hash())));
        return list;
    }
}
