package org.vigie.gateway.prove.thin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Alarms from the moment a monitor begins to write one until a display of the hub has it. A bed has one at a time; one
 * that was not shown before its bed raises the next is missed. Thread-safe.
 */
final class Alarms {
    private final Map<String, Long> open = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private List<Double> latencies = new ArrayList<>();
    private long missed;
    private int ordered;

    /** What is measured is thrown away, and what is on is not waited for. */
    synchronized void reset() {
        open.clear();
        latencies = new ArrayList<>();
        missed = 0;
    }

    /** A monitor is told to raise one; a busy machine lets it do so later. */
    synchronized void ordered() {
        ordered++;
    }

    /** A monitor writes an alarm now. */
    synchronized void raised(String bed, long nanos) {
        ordered--;
        @Nullable Long before = open.put(bed, nanos);
        if (before != null) {
            missed++;
        }
    }

    /** A display has these alarms of the bed; only the first time of each counts. */
    synchronized void shown(String bed, Set<String> on, long nanos) {
        for (String id : on) {
            @Nullable Long from = known.add(id) ? open.remove(bed) : null;
            if (from != null) {
                latencies.add((nanos - from) / 1e6);
            }
        }
    }

    /** How many were ordered or raised and are not shown. */
    synchronized int waiting() {
        return ordered + open.size();
    }

    synchronized int count() {
        return latencies.size();
    }

    /** The figures until now; what still waits counts as missed. */
    synchronized Map<String, Double> figures(String prefix) {
        return Figures.latencies(prefix, latencies, missed + waiting());
    }
}
