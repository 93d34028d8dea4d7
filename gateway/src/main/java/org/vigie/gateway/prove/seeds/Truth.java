package org.vigie.gateway.prove.seeds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.vigie.gateway.link.EdgeLink;
import org.vigie.gateway.link.EdgeUplink;
import org.vigie.gateway.link.Entry;
import org.vigie.gateway.link.HubReceiver;
import org.vigie.gateway.link.Lane;
import org.vigie.gateway.link.Packet;
import org.vigie.model.limits.LinkLimits;

/**
 * What really happened, kept apart from the machines that are examined, and the invariants of degraded-networks.md
 * section 4 over it. The first breach ends the run.
 */
final class Truth {
    /** A value may look live for 3 s; a tick of the machine and one of the look come on top. */
    private static final long LIVE_MS = 3_000 + 600;

    /** What an edge takes to see that a monitor is silent, and a link to say so. */
    private static final long OLD_MS = 3_000 + 800 + LIVE_MS;

    /** Instead of a value: its monitor is silent. */
    static final String STALE = "stale";

    private static final long SILENT_MS = 5_000 + 1_000;

    /** Of an edge that was never heard since the start of the hub. */
    private static final long NEVER_MS = 15_000 + 1_000;

    private static final long LATE_MS = 3_000;

    private final Map<String, Map<String, Long>> supersededMs = new HashMap<>();
    private final Map<String, String> current = new HashMap<>();
    private final Map<String, Integer> applied = new HashMap<>();
    private final Map<String, Boolean> answered = new HashMap<>();
    private final Map<String, Entry> durable = new HashMap<>();
    private final Map<String, Long> durableMs = new HashMap<>();
    private final Set<String> raised = new HashSet<>();
    private final Map<String, Long> walls = new HashMap<>();
    private final Map<String, Long> storedCounts = new HashMap<>();
    private BiConsumer<String, Entry> onDurable = (edge, entry) -> {};
    long alarms;
    long zombies;
    long refused;
    long lostLinks;

    /** An invariant does not hold. */
    static final class Breach extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Breach(String what) {
            super(what);
        }
    }

    void onDurable(BiConsumer<String, Entry> listener) {
        onDurable = listener;
    }

    static void check(boolean holds, String invariant, Object... about) {
        if (!holds) {
            throw new Breach(invariant + " " + Arrays.toString(about));
        }
    }

    /** Something to tell of a breach that costs more to say than to check. */
    static Object later(Supplier<?> what) {
        return new Object() {
            @Override
            public String toString() {
                return String.valueOf(what.get());
            }
        };
    }

    long wallOffset(String edge) {
        return Math.max(0, walls.getOrDefault(edge, 1_700_000_000_000L));
    }

    void wallJumps(String edge, long toMs) {
        walls.put(edge, toMs);
    }

    void durable(String edge, Entry entry, long nowMs) {
        durable.put(place(edge, entry.epoch(), entry.lane(), entry.seq()), entry);
        durableMs.put(place(edge, entry.epoch(), entry.lane(), entry.seq()), nowMs);
        String said = new String(entry.payload(), StandardCharsets.UTF_8);
        if (said.startsWith("+")) {
            alarms++;
            raised.add(edge + "/" + said.substring(1));
        }
        onDurable.accept(edge, entry);
    }

    /** When a record became durable; 0 for one that nobody knew to be. */
    long durableMs(String edge, Entry entry) {
        return durableMs.getOrDefault(place(edge, entry.epoch(), entry.lane(), entry.seq()), 0L);
    }

    private static String place(String edge, long epoch, Lane lane, long seq) {
        return edge + '/' + epoch + '/' + lane + '/' + seq;
    }

    /** What a run of an edge holds for true, also one that has been replaced: a hub may have heard no other. */
    void state(String edge, long epoch, String bed, byte[] life, byte[] data, long nowMs) {
        life(edge, epoch, bed, life, nowMs);
        becomes(state(edge, epoch, Packet.Part.DATA, bed), data, nowMs);
    }

    void life(String edge, long epoch, String bed, byte[] life, long nowMs) {
        becomes(state(edge, epoch, Packet.Part.LIFE, bed), life, nowMs);
    }

    private static String state(String edge, long epoch, Packet.Part part, String bed) {
        return edge + '/' + epoch + '/' + part + '/' + bed;
    }

    /** Whether a value is of longer ago: monitors say the time. */
    static boolean isOld(String value, long nowMs, long mostMs) {
        return !value.isEmpty() && !value.equals(STALE) && nowMs - Long.parseLong(value) >= mostMs;
    }

    private void becomes(String key, byte[] payload, long nowMs) {
        String next = new String(payload, StandardCharsets.UTF_8);
        @Nullable String before = current.put(key, next);
        if (before != null && !before.equals(next)) {
            supersededMs.computeIfAbsent(key, some -> new HashMap<>()).put(before, nowMs);
        }
    }

    /**
     * N4: nothing looks live that has been otherwise for longer than its deadline, and no value that its monitor has
     * not said for longer.
     *
     * @param epoch newest run of the edge that the hub has heard
     */
    void looksLive(String hub, String edge, long epoch, Packet.State state, long nowMs) {
        String key = state(edge, epoch, state.part(), state.key());
        String shown = new String(state.payload(), StandardCharsets.UTF_8);
        String value = shown.substring(0, Math.max(0, shown.indexOf(';')));
        check(
                state.part() == Packet.Part.LIFE || !isOld(value, nowMs, OLD_MS),
                "N4: looks live and its monitor is silent",
                hub,
                key,
                shown,
                nowMs);
        if (shown.equals(current.get(key))) {
            return;
        }
        @Nullable Long since = supersededMs.getOrDefault(key, Map.of()).get(shown);
        check(since != null, "N2: a state that never was", hub, key, shown);
        check(
                since == null || nowMs - since <= LIVE_MS,
                "N4: looks live and is old",
                hub,
                key,
                shown,
                "for ms",
                since == null ? 0 : nowMs - since);
    }

    /** N5: silence is said in time, and only then. */
    void silence(String hub, String edge, long silentMs, EdgeLink link, boolean everHeard) {
        check(
                silentMs < (everHeard ? SILENT_MS : NEVER_MS) || link == EdgeLink.LOST,
                "N5: silent and not said",
                hub,
                edge,
                silentMs,
                link);
        check(
                !everHeard || silentMs >= LATE_MS || link == EdgeLink.LIVE,
                "N5: said to be silent and is not",
                hub,
                edge,
                silentMs,
                link);
    }

    /** N2, N3 and N7: what is stored was written, and comes once. */
    void stored(String hub, String edge, Entry entry, boolean again) {
        check(!again, "N3: stored twice", hub, edge, entry);
        @Nullable Entry written = durable.get(place(edge, entry.epoch(), entry.lane(), entry.seq()));
        check(
                written == null || Arrays.equals(written.payload(), entry.payload()),
                "N2: stored something else",
                hub,
                edge,
                entry);
        storedCounts.merge(hub + '/' + edge, 1L, Long::sum);
    }

    void shown(String hub, String edge, Packet.State state, boolean back) {
        check(!back, "N3: went back", hub, edge, state.key(), state.version());
    }

    void linked(String hub, String edge, EdgeLink link) {
        lostLinks += link == EdgeLink.LOST ? 1 : 0;
    }

    void counted(String hub, String edge, long received, HubReceiver.Status status) {
        refused = Math.max(refused, status.refusedOld());
        check(status.missing() >= 0, "N7: counts", hub, edge, status);
    }

    /** N6. */
    void bounded(EdgeUplink.Status status) {
        check(status.pending() <= LinkLimits.DEFAULT.pendingRecords(), "N6: records wait", status);
        check(status.statesWaiting() <= 2 * LinkLimits.DEFAULT.keys(), "N6: states wait", status);
    }

    void zombie(boolean sent) {
        zombies += sent ? 1 : 0;
    }

    void wished(String edge, String id) {
        check(!applied.containsKey(id), "ids are new", edge, id);
    }

    /** A command takes effect once at most. */
    void applied(String edge, String id) {
        check(applied.merge(id, 1, Integer::sum) == 1, "command applied twice", edge, id);
    }

    /** What a person is told happened has happened. */
    void answered(String edge, Packet.Answer answer) {
        check(answered.put(answer.id(), answer.accepted()) == null, "answered twice", edge, answer);
        check(!answer.accepted() || applied.containsKey(answer.id()), "accepted and not applied", edge, answer);
    }
}
