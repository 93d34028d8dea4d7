package org.vigie.gateway.drill;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.gateway.history.AlarmStory;
import org.vigie.gateway.history.Clock;
import org.vigie.gateway.history.History;
import org.vigie.model.program.DrillActors.Cue;

/** The script of the drill that this gateway plays, if it plays one. Thread-safe. */
public final class DrillBook {
    private final AtomicReference<DrillReport.@Nullable Script> script = new AtomicReference<>();
    private final History history;

    /** @param history of this gateway */
    public DrillBook(History history) {
        this.history = history;
    }

    /** The script begins now. */
    public void begin(List<Cue> cues, Instant now) {
        script.set(new DrillReport.Script(now, cues));
    }

    /** Whether the script and what it leads to are over; false without a script. */
    public boolean isOver(Instant now) {
        DrillReport.Script playing = script.get();
        return playing != null && !now.isBefore(playing.over());
    }

    /** How the unit has answered until now; empty when this is no drill. */
    public Optional<DrillReportView> report(Clock clock) {
        DrillReport.Script playing = script.get();
        return playing == null
                ? Optional.empty()
                : Optional.of(DrillReport.of(
                        playing,
                        AlarmStory.between(history, playing.begun(), clock.now().plusMillis(1)),
                        clock));
    }
}
