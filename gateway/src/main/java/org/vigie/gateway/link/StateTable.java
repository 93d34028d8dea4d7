package org.vigie.gateway.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest states of one part at an edge, and which of them one hub was not sent yet, the one that waits longest
 * first. A state that changes again while it waits is sent once.
 */
final class StateTable {
    private final Packet.Part part;
    private final int most;
    private final Map<String, Packet.State> states = new LinkedHashMap<>();
    private final Map<String, Long> hashes = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private long digest;
    private long refused;

    StateTable(Packet.Part part, int most) {
        this.part = part;
        this.most = most;
    }

    long digest() {
        return digest;
    }

    int waiting() {
        return waiting.size();
    }

    long refused() {
        return refused;
    }

    /** Notes a state; one that is as before is none. */
    void put(String key, byte @Nullable [] payload, long version, long nowMs) {
        @Nullable Long before = hashes.get(key);
        if (payload == null || payload.length == 0) {
            if (before != null) {
                digest -= Digests.share(key, before);
                hashes.remove(key);
                states.put(key, new Packet.State(part, key, version, nowMs, new byte[0]));
                waiting.add(key);
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
        states.put(key, new Packet.State(part, key, version, nowMs, payload));
        waiting.add(key);
    }

    /** The state that waits longest; it no longer waits. */
    Optional<Packet.State> take() {
        var first = waiting.iterator();
        if (!first.hasNext()) {
            return Optional.empty();
        }
        String key = first.next();
        first.remove();
        Packet.@Nullable State state = states.get(key);
        if (state != null && state.payload().length == 0) {
            states.remove(key); // said once; a hub that missed it finds out by the digest
        }
        return Optional.ofNullable(state);
    }

    /** A state did not arrive; a newer one of its key is sent in its place. */
    void again(Packet.State state) {
        if (state.payload().length == 0) {
            if (!hashes.containsKey(state.key())) {
                states.putIfAbsent(state.key(), state);
                waiting.add(state.key());
            }
        } else if (hashes.containsKey(state.key())) {
            waiting.add(state.key());
        }
    }

    /** What a hub has: everything else waits to be sent. */
    void compare(List<Packet.Held> held, long version, long nowMs) {
        Set<String> same = new HashSet<>();
        for (Packet.Held one : held) {
            @Nullable Long hash = hashes.get(one.key());
            if (hash == null && states.size() < 2 * most) { // the rest when these were said
                states.put(one.key(), new Packet.State(part, one.key(), version, nowMs, new byte[0]));
                waiting.add(one.key());
            } else if (hash != null && hash == one.hash()) {
                same.add(one.key());
            }
        }
        for (String key : hashes.keySet()) {
            if (!same.contains(key)) {
                waiting.add(key);
            }
        }
    }
}
