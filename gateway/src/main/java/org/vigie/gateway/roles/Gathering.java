package org.vigie.gateway.roles;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.vigie.model.ward.WardEffect.CommandResult;

/**
 * One answer for what was asked of several boxes: accepted when all of them did it, else which did not and why, as
 * {@code boxes:NAME=REASON,NAME=REASON}. A refusal of one ward alone is passed on as it is, unless it is about the way
 * there: then the box is named. Thread-safe.
 */
final class Gathering {
    /** Begin of a reason that names boxes. */
    static final String BOXES = "boxes:";

    /** Reasons that are about the way to a box and not about the bed. */
    private static final Set<String> WAY =
            Set.of("edge-unreachable", "no-answer", "edge-restarted", "too-late", "busy");

    private final String id;
    private final int parts;
    private final Consumer<CommandResult> done;
    private final Map<String, String> refused = new TreeMap<>();
    private int missing;

    /** @param parts boxes that will answer, once each */
    Gathering(String id, int parts, Consumer<CommandResult> done) {
        this.id = id;
        this.parts = parts;
        this.done = done;
        this.missing = parts;
    }

    void answered(String box, boolean accepted, String reason) {
        CommandResult whole;
        synchronized (this) {
            if (!accepted) {
                refused.put(box, reason);
            }
            missing--;
            if (missing != 0) {
                return;
            }
            whole = new CommandResult(id, refused.isEmpty(), refused.isEmpty() ? null : reason());
        }
        done.accept(whole);
    }

    private String reason() {
        String first = refused.values().iterator().next();
        if (parts == 1 && !WAY.contains(first)) {
            return first;
        }
        return BOXES
                + refused.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(","));
    }
}
