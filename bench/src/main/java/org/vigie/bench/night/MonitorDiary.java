package org.vigie.bench.night;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vigie.simulator.bedside.AlarmNotice;
import org.vigie.simulator.bedside.BedsideAlarm;
import org.vigie.simulator.scenario.AlarmDiary;

/** What the virtual monitors really alarmed about. Bounded by the length of the scenario. Thread-safe. */
final class MonitorDiary implements AlarmDiary {
    private final List<Raise> raises = new ArrayList<>();
    private final Set<String> latched = new HashSet<>();

    /**
     * An alarm began at a monitor.
     *
     * @param at time of the scenario, to the second
     * @param again the condition is back while the alarm still waits for a person: a new alarm here only when the first
     *     one was acknowledged here meanwhile
     */
    record Raise(String bed, BedsideAlarm condition, Duration at, boolean again) {}

    @Override
    public synchronized void happened(String bed, Duration at, AlarmNotice notice) {
        String key = bed + " " + notice.alarm().occurrence();
        switch (notice.phase()) {
            case START -> raises.add(new Raise(bed, notice.alarm().condition(), at, false));
            case LATCHED -> latched.add(key);
            case CONTINUE -> {
                if (latched.remove(key)) {
                    raises.add(new Raise(bed, notice.alarm().condition(), at, true));
                }
            }
            case UPDATE, SILENCED -> {}
            case END -> latched.remove(key);
        }
    }

    /** All of them so far, in order. */
    synchronized List<Raise> raises() {
        return List.copyOf(raises);
    }
}
