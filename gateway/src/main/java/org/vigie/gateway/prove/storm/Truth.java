package org.vigie.gateway.prove.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the monitors said against what a display showed: each bed has one alarm at a time, which has to come to the
 * display once, under a name of its own, and to go once. Thread-safe.
 */
final class Truth {
    private final Map<String, OfBed> beds = new HashMap<>();
    private final List<Double> onsets = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();
    private long missed;
    private long ghosts;
    private long doubled;

    private static final class OfBed {
        long raised;
        long ended;
        long shown;
        long gone;

        /** When the monitor said it; 0 once the display has it. */
        long raisedAt;

        long endedAt;
        final Set<String> known = new HashSet<>();
        Set<String> on = Set.of();
    }

    /**
     * What came of it.
     *
     * @param raised alarms that monitors began
     * @param ended of them, ended by their monitors
     * @param shown of them, come to the display
     * @param gone of those, gone again at the display
     * @param missed alarms of which the display had not heard when their monitor began the next
     * @param ghosts at the display, of no monitor
     * @param doubled came to the display a second time
     */
    record Count(long raised, long ended, long shown, long gone, long missed, long ghosts, long doubled) {
        /** Everything once, and nothing else. */
        boolean holds() {
            return raised > 0
                    && shown == raised
                    && gone == ended
                    && ended == raised
                    && missed == 0
                    && ghosts == 0
                    && doubled == 0;
        }
    }

    private OfBed bed(String bed) {
        return beds.computeIfAbsent(bed, some -> new OfBed());
    }

    /** A monitor writes the begin of an alarm now. */
    synchronized void raised(String name, long nanos) {
        OfBed bed = bed(name);
        missed += bed.raisedAt == 0 ? 0 : 1;
        bed.raised++;
        bed.raisedAt = nanos;
    }

    /** And its end. */
    synchronized void ended(String name, long nanos) {
        OfBed bed = bed(name);
        bed.ended++;
        bed.endedAt = nanos;
    }

    /** The display has a new state of a bed with these alarms of its monitor that are on. */
    synchronized void shown(String name, Set<String> on, long nanos) {
        OfBed bed = bed(name);
        for (String id : on) {
            if (bed.known.add(id)) {
                came(bed, nanos);
            } else if (!bed.on.contains(id)) {
                doubled++;
            }
        }
        for (String id : bed.on) {
            if (!on.contains(id)) {
                bed.gone++;
                if (bed.endedAt != 0) {
                    ends.add((nanos - bed.endedAt) / 1e6);
                    bed.endedAt = 0;
                }
            }
        }
        bed.on = Set.copyOf(on);
    }

    private void came(OfBed bed, long nanos) {
        bed.shown++;
        if (bed.raisedAt == 0) {
            ghosts++;
        } else {
            onsets.add((nanos - bed.raisedAt) / 1e6);
            bed.raisedAt = 0;
        }
    }

    /** Names that the display had for alarms of a bed. */
    synchronized Set<String> names(String bed) {
        @Nullable OfBed of = beds.get(bed);
        return of == null ? Set.of() : Set.copyOf(of.known);
    }

    synchronized Count count() {
        long raised = 0;
        long ended = 0;
        long shown = 0;
        long gone = 0;
        for (OfBed bed : beds.values()) {
            raised += bed.raised;
            ended += bed.ended;
            shown += bed.shown;
            gone += bed.gone;
        }
        return new Count(raised, ended, shown, gone, missed, ghosts, doubled);
    }

    /** Milliseconds until the display had the begin of an alarm; NaN before the first. */
    synchronized double onsetMs(double share) {
        return at(onsets, share);
    }

    /** The same of its end. */
    synchronized double endMs(double share) {
        return at(ends, share);
    }

    private static double at(List<Double> ms, double share) {
        double[] sorted = ms.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }
}
