package org.vigie.gateway.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/** What people at a hub want of one edge and have no answer to: said again until the edge answers or time is up. */
final class Wishes {
    private static final long AGAIN_MS = 2_000;

    private final LinkLimits limits;
    private final Map<String, Wish> open = new LinkedHashMap<>();

    private static final class Wish {
        final Packet.Command command;
        final long sinceMs;
        long saidMs;

        Wish(Packet.Command command, long sinceMs) {
            this.command = command;
            this.sinceMs = sinceMs;
            this.saidMs = sinceMs;
        }
    }

    Wishes(LinkLimits limits) {
        this.limits = limits;
    }

    boolean isFull() {
        return open.size() >= limits.commands();
    }

    boolean has(String id) {
        return open.containsKey(id);
    }

    void add(Packet.Command command, long nowMs) {
        open.put(command.id(), new Wish(command, nowMs));
    }

    /** True when the answer was waited for. */
    boolean answered(String id) {
        @Nullable Wish wish = open.remove(id);
        return wish != null;
    }

    /** Those to say again. */
    List<Packet.Command> again(long nowMs) {
        List<Packet.Command> due = new ArrayList<>();
        for (Wish wish : open.values()) {
            if (nowMs - wish.saidMs >= AGAIN_MS) {
                wish.saidMs = nowMs;
                due.add(wish.command);
            }
        }
        return due;
    }

    /** Those that are given up now. */
    List<String> givenUp(long nowMs) {
        List<String> late = new ArrayList<>();
        open.forEach((id, wish) -> {
            if (nowMs - wish.sinceMs >= limits.commandWait().toMillis()) {
                late.add(id);
            }
        });
        late.forEach(open::remove);
        return late;
    }

    /** All of them, because the edge has started anew. */
    List<String> all() {
        List<String> ids = List.copyOf(open.keySet());
        open.clear();
        return ids;
    }
}
