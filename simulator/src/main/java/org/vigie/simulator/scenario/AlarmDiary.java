package org.vigie.simulator.scenario;

import java.time.Duration;
import org.vigie.simulator.bedside.AlarmNotice;

/** Is told what really happens to the alarms of every virtual monitor, whatever becomes of its messages. */
@FunctionalInterface
public interface AlarmDiary {
    /**
     * An alarm began, changed or ended at a monitor.
     *
     * @param bed name of the bed
     * @param at patient time, to the second
     */
    void happened(String bed, Duration at, AlarmNotice notice);
}
