package org.vigie.simulator.monitor;

import java.util.List;
import org.vigie.simulator.bedside.AlarmNotice;

/** For monitors that send nothing by themselves: they are asked. */
public final class SilentEncoder implements MonitorEncoder {
    @Override
    public List<Outgoing> greeting(BedsideView view) {
        return List.of();
    }

    @Override
    public List<Outgoing> state(BedsideView view) {
        return List.of();
    }

    @Override
    public List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices) {
        return List.of();
    }
}
