package org.vigie.adapter.shell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.adapter.transport.Line;
import org.vigie.adapter.transport.LineState;

/** Why nothing comes from a monitor, in words an engineer can act upon. */
final class IntellivueTrouble {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private IntellivueTrouble() {}

    /** The sentence; null while it is too early to complain. */
    static @Nullable String of(String name, IntellivueTalk talk, @Nullable Line line, Instant now) {
        if (line != null) {
            LineState state = line.state();
            if (state != LineState.OPEN && state != LineState.CONNECTING) {
                return name + ": " + state.english(line.place());
            }
        }
        if (talk.isAssociated() || now.isBefore(talk.firstTried().plus(PATIENCE))) {
            return null;
        }
        return name + ": " + talk.identity().connection() + " "
                + switch (talk.lastEnd()) {
                    case "refused" -> "refuses: another program is associated with it; end that one";
                    case "aborts" -> "ends every association: see the counters, and whether another program uses it";
                    default ->
                        "does not answer: check that data export is switched on at the monitor, its address, and the cable";
                };
    }
}
