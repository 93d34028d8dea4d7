package org.vigie.gateway.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest states of one part at an edge, and which of them one hub was not sent yet: those that wait for the next
 * heartbeat at the earliest after the others, else the one that waits longest first. A state that changes again while
 * it waits is sent once. What the broker has acknowledged is what later states may be differences to.
 */
final class StateTable {
    private final Packet.Part part;
    private final int most;
    private final Map<String, Packet.State> states = new LinkedHashMap<>();
    private final Map<String, Long> hashes = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> calm = new LinkedHashSet<>();
    private final Map<String, Packet.State> sent = new HashMap<>();
    private final Map<String, Packet.State> bases = new HashMap<>();
    private long digest;
    private long refused;

    StateTable(Packet.Part part, int most) {
        this.part = part;
        this.most = most;
    }

    Packet.Part part() {
        return part;
    }

    long digest() {
        return digest;
    }

    int waiting() {
        return waiting.size() + calm.size();
    }

    /** Those that do not wait for the next heartbeat. */
    int urgent() {
        return waiting.size();
    }

    long refused() {
        return refused;
    }

    /**
     * Notes a state; one that is as before is none.
     *
     * @param canWait for the next heartbeat, unless it has changed before in a way that cannot
     */
    void put(String key, byte @Nullable [] payload, long version, long nowMs, boolean canWait) {
        @Nullable Long before = hashes.get(key);
        if (payload == null || payload.length == 0) {
            if (before != null) {
                digest -= Digests.share(key, before);
                hashes.remove(key);
                states.put(key, Packet.State.whole(part, key, version, nowMs, new byte[0]));
                wait(key);
            }
            return;
        }
        long hash = Digests.of(payload);
        if (before != null && before == hash) {
            return;
        }
        if (before == null && hashes.size() >= most) {
            refused++;
            return;
        }
        digest += Digests.share(key, hash) - (before == null ? 0 : Digests.share(key, before));
        hashes.put(key, hash);
        states.put(key, Packet.State.whole(part, key, version, nowMs, payload));
        if (!canWait) {
            wait(key);
        } else if (!waiting.contains(key)) {
            calm.add(key);
        }
    }

    private void wait(String key) {
        calm.remove(key);
        waiting.add(key);
    }

    /**
     * The state that waits longest, there must be one; it no longer waits.
     *
     * @param small as a difference to what the hub has, where that is much smaller
     */
    Packet.State take(boolean small) {
        var first = (waiting.isEmpty() ? calm : waiting).iterator();
        String key = first.next();
        first.remove();
        Packet.State state = Objects.requireNonNull(states.get(key), "whatever waits is there");
        if (state.payload().length == 0) {
            states.remove(key); // said once; a hub that missed it finds out by the digest
            forget(key);
            return state;
        }
        // While one is under way nobody knows which of the two the hub has.
        Packet.@Nullable State base = sent.containsKey(key) ? null : bases.get(key);
        sent.put(key, state);
        return small && base != null ? smaller(base, state) : state;
    }

    private static Packet.State smaller(Packet.State base, Packet.State state) {
        byte[] whole = state.payload();
        if (whole.length > StateDelta.LONGEST || base.payload().length > StateDelta.LONGEST) {
            return state;
        }
        byte[] delta = StateDelta.of(base.payload(), whole);
        return delta.length == 0 || delta.length >= whole.length * 3 / 4
                ? state
                : new Packet.State(state.part(), state.key(), state.version(), state.edgeMs(), base.version(), delta);
    }

    /** The broker has it. */
    void acknowledged(Packet.State state) {
        Packet.@Nullable State whole = sent.get(state.key());
        if (whole != null && whole.version() == state.version()) {
            sent.remove(state.key());
            bases.put(state.key(), whole);
        }
    }

    /** Nobody knows what the hub has: the next state of each key is a whole one. */
    void forgetSent() {
        sent.clear();
        bases.clear();
    }

    private void forget(String key) {
        sent.remove(key);
        bases.remove(key);
    }

    /** A state did not arrive; a newer one of its key is sent in its place. */
    void again(Packet.State state) {
        forget(state.key());
        if (state.payload().length == 0) {
            if (!hashes.containsKey(state.key())) {
                states.putIfAbsent(state.key(), state);
                wait(state.key());
            }
        } else if (hashes.containsKey(state.key())) {
            wait(state.key());
        }
    }

    /** What a hub has: everything else waits to be sent, whole. */
    void compare(List<Packet.Held> held, long version, long nowMs) {
        Set<String> same = new HashSet<>();
        Set<String> based = new HashSet<>();
        for (Packet.Held one : held) {
            @Nullable Long hash = hashes.get(one.key());
            if (hash == null && states.size() < 2 * most) { // the rest when these were said
                states.put(one.key(), Packet.State.whole(part, one.key(), version, nowMs, new byte[0]));
                wait(one.key());
            } else if (hash != null && hash == one.hash()) {
                same.add(one.key());
            }
            Packet.@Nullable State base = bases.get(one.key());
            if (base != null && Digests.of(base.payload()) == one.hash()) {
                based.add(one.key());
            }
        }
        bases.keySet().retainAll(based);
        for (String key : hashes.keySet()) {
            if (!same.contains(key)) {
                sent.remove(key);
                wait(key);
            }
        }
    }
}
