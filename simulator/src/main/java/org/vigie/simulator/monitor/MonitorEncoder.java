package org.vigie.simulator.monitor;

import java.util.List;
import org.vigie.simulator.bedside.AlarmNotice;

/** Turns what a monitor knows into messages of one dialect. One per monitor; not thread-safe; needs no clock. */
public interface MonitorEncoder {
    /** What is sent first on a new connection, before anything else; often nothing. */
    List<Outgoing> greeting(BedsideView view);

    /** The values of this moment, sent at every period. */
    List<Outgoing> state(BedsideView view);

    /** What the dialect says about steps in the life of alarms; empty for dialects without alarms. */
    List<Outgoing> notices(BedsideView view, List<AlarmNotice> notices);
}
