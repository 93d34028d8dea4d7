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

    /** What is measured is thrown away, and what is on is not waited for. */
    synchronized void reset() {
        open.clear();
        latencies = new ArrayList<>();
        missed = 0;
    }

    /** A monitor writes an alarm now. */
    synchronized void raised(String bed, long nanos) {
        @Nullable Long before = open.put(bed, nanos);
        if (before != null) {
            missed++;
        }
    }

    /** A display has this alarm of the bed; only its first time counts. */
    synchronized void shown(String bed, String id, long nanos) {
        if (!known.add(id)) {
            return;
        }
        @Nullable Long from = open.remove(bed);
        if (from != null) {
            latencies.add((nanos - from) / 1e6);
        }
    }

    /** How many were raised and are not shown. */
    synchronized int waiting() {
        return open.size();
    }

    synchronized int count() {
        return latencies.size();
    }

    /** The figures until now; what still waits counts as missed. */
    synchronized Map<String, Double> figures(String prefix) {
        return Figures.latencies(prefix, latencies, missed + open.size());
    }
}
