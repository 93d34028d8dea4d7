package org.vigie.gateway;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.vigie.dashboard.wire.DrillReportView;
import org.vigie.model.program.DrillActors.Cue;
import org.vigie.model.program.RunningGateway;

/** A gateway that plays a drill. Thread-safe. */
public final class DrillGateway implements RunningGateway {
    private final Gateway gateway;

    DrillGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public URI address() {
        return gateway.address();
    }

    @Override
    public int listenerPort(String listener) {
        return gateway.listenerPort(listener);
    }

    /** The script begins now. */
    public void begin(List<Cue> cues) {
        gateway.past().drill().begin(cues, gateway.past().now().now());
    }

    /** Whether the script and what it leads to are over. */
    public boolean isOver() {
        return gateway.past().drill().isOver(gateway.past().now().now());
    }

    /** How the unit has answered until now; empty before the begin. */
    public Optional<DrillReportView> report() {
        return gateway.past().drill().report(gateway.past().now());
    }

    /** The same as PDF. */
    public Optional<byte[]> paper() {
        return gateway.past().drillPaper();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
