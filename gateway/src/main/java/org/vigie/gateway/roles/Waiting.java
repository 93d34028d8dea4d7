package org.vigie.gateway.roles;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.vigie.model.limits.LinkLimits;
import org.vigie.model.ward.WardEffect.CommandResult;

/**
 * Those at a hub who wait for the answer of an edge. Each is answered once: by the edge, or with {@code no-answer} when
 * nothing came although the link itself should have said so by then. One thread.
 */
final class Waiting {
    /** Longer than the link waits: its own word is the better one. */
    private static final long BEYOND_MS = 2_000;

    private final LinkLimits limits;
    private final Map<Asked, One> open = new LinkedHashMap<>();
    private long expired;

    /** The same id may be under way to several edges. */
    private record Asked(String edge, String id) {}

    private record One(long sinceMs, Consumer<CommandResult> done) {}

    Waiting(LinkLimits limits) {
        this.limits = limits;
    }

    /** Notes who waits; they are told at once when too many do, or when this id is under way to this edge already. */
    boolean add(String edge, String id, Consumer<CommandResult> done, long nowMs) {
        Asked asked = new Asked(edge, id);
        if (open.size() >= limits.commands() || open.containsKey(asked)) {
            done.accept(new CommandResult(id, false, "busy"));
            return false;
        }
        open.put(asked, new One(nowMs, done));
        return true;
    }

    void answered(String edge, CommandResult result) {
        One one = open.remove(new Asked(edge, result.id()));
        if (one != null) {
            one.done().accept(result);
        }
    }

    /** Gives up those whose answer never came. */
    void expire(long nowMs) {
        Iterator<Map.Entry<Asked, One>> each = open.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Asked, One> next = each.next();
            if (nowMs - next.getValue().sinceMs() < limits.commandWait().toMillis() + BEYOND_MS) {
                return; // those behind it came later
            }
            each.remove();
            expired++;
            next.getValue().done().accept(new CommandResult(next.getKey().id(), false, "no-answer"));
        }
    }

    int size() {
        return open.size();
    }

    /** How many were given up here: more than 0 is a bug of the link, or a step of it that broke. */
    long expired() {
        return expired;
    }
}
