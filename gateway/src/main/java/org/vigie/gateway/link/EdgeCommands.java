package org.vigie.gateway.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.model.limits.LinkLimits;

/** What one hub asks an edge to do, and the answers on their way: each command takes effect once. One thread. */
final class EdgeCommands {
    private static final long LONGEST_AGE_MS = 15_000;

    private final long boot;
    private final LinkLimits limits;
    private final Map<String, Asked> commands = new LinkedHashMap<>();
    private final Deque<Packet.Answer> answers = new ArrayDeque<>();

    /** A command of this hub and its answer; null while it is being applied. */
    private static final class Asked {
        Packet.@Nullable Answer answer;
    }

    /** @param boot of this edge: what was meant for an earlier start is refused */
    EdgeCommands(long boot, LinkLimits limits) {
        this.boot = boot;
        this.limits = limits;
    }

    /** A command came; true when it is to be applied. */
    boolean came(long toBoot, Packet.Command command, long nowMs) {
        @Nullable Asked before = commands.get(command.id());
        if (before != null) {
            if (before.answer != null) {
                answer(before.answer);
            }
            return false;
        }
        if (toBoot != boot) {
            answer(new Packet.Answer(command.id(), false, "edge-restarted"));
            return false;
        }
        if (nowMs - command.seenEdgeMs() > LONGEST_AGE_MS) {
            answer(new Packet.Answer(command.id(), false, "too-late"));
            return false;
        }
        if (commands.size() >= limits.commandsRemembered()) {
            commands.remove(commands.keySet().iterator().next());
        }
        commands.put(command.id(), new Asked());
        return true;
    }

    void answered(Packet.Answer answer) {
        @Nullable Asked asked = commands.get(answer.id());
        if (asked != null) {
            asked.answer = answer;
        }
        answer(answer);
    }

    /** To be sent; what is beyond the bound the hub asks for again. */
    private void answer(Packet.Answer answer) {
        if (answers.size() < limits.commands()) {
            answers.add(answer);
        }
    }

    boolean isAnswering() {
        return !answers.isEmpty();
    }

    Packet.Answer next() {
        return answers.removeFirst();
    }

    /** It was not sent. */
    void again(Packet.Answer answer) {
        answers.addFirst(answer);
    }
}
