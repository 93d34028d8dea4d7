package org.vigie.gateway.roles;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vigie.gateway.link.Packet;
import org.vigie.gateway.link.PacketCodec;

/**
 * What an edge knows of another box with its name, by either of two signs. The broker of a hub has said that another
 * client took a connection over: those of one process never do that to each other while both are listened to, and those
 * of a process that has ended hear nothing. Or the hub goes on taking records of another start than this one. Bounded
 * by the hubs of the site. Any thread.
 */
final class NameTaken {
    /** No sign for this long: there is one box again. */
    static final long SILENT_MS = 60_000;

    /** Longer than what the start before this one may still have under way. */
    private static final long PROOF_MS = 10_000;

    private static final int TIMES = 3;

    private final String name;
    private final long boot;
    private final Map<String, At> hubs = new LinkedHashMap<>();

    /** At the broker of one hub. */
    private static final class At {
        boolean taken;
        long takenMs;
        long other;
        long next;
        int grew;
        long sinceMs;
    }

    /**
     * @param name of this box
     * @param boot of this start
     */
    NameTaken(String name, long boot) {
        this.name = name;
        this.boot = boot;
    }

    private At at(String hub) {
        return hubs.computeIfAbsent(hub, some -> new At());
    }

    /** A connection to this hub's broker was taken over. */
    synchronized void takenOver(String hub, long nowMs) {
        At at = at(hub);
        at.taken = true;
        at.takenMs = nowMs;
    }

    /** A word of a hub came, to whoever has this name. */
    synchronized void heard(String hub, PacketCodec.Sealed sealed, long nowMs) {
        if (sealed.boot() == 0 || sealed.boot() == boot || !(sealed.packet() instanceof Packet.HubBeat beat)) {
            return;
        }
        At at = at(hub);
        long next = beat.lifeNext() + beat.dataNext();
        if (at.other != sealed.boot()) {
            at.other = sealed.boot();
            at.grew = 0;
            at.sinceMs = nowMs;
        } else if (next > at.next) {
            at.grew = Math.min(TIMES, at.grew + 1);
            if (at.grew == TIMES && nowMs - at.sinceMs >= PROOF_MS) {
                at.taken = true;
                at.takenMs = nowMs;
            }
        }
        at.next = next;
    }

    /** In words for the engineer; empty while nobody else is known to have the name. */
    synchronized Optional<String> problem(long nowMs) {
        hubs.values().forEach(at -> at.taken &= nowMs - at.takenMs < SILENT_MS);
        String where = hubs.entrySet().stream()
                .filter(hub -> hub.getValue().taken)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of("two boxes call themselves " + name + ": another one speaks to " + where
                        + "; switch one off and give it a name and a certificate of its own and an empty data folder");
    }
}
