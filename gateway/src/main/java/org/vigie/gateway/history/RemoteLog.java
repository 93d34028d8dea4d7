package org.vigie.gateway.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * The alarm log of other boxes at a hub, in memory. Rows come in any order, because what was missing is fetched later.
 * Bounded: beyond {@code capacity} rows the oldest go and are counted. Thread-safe.
 */
public final class RemoteLog implements AlarmRows {
    private final int capacity;
    private final BinaryOperator<String> names;
    private final NavigableMap<Place, AlarmStep> rows = new TreeMap<>(Comparator.comparing(Place::at)
            .thenComparing(Place::box)
            .thenComparingLong(Place::epoch)
            .thenComparingLong(Place::seq));
    private long forgotten;
    private int loading;

    /**
     * Where a row comes from; the same one twice is one row.
     *
     * @param at engine time of this box
     * @param box that decided it
     * @param epoch of its journal
     * @param seq among its records of alarms
     */
    public record Place(Instant at, String box, long epoch, long seq) {}

    /**
     * An empty log.
     *
     * @param names the name of a bed here, from its box and its name there
     */
    public RemoteLog(int capacity, BinaryOperator<String> names) {
        this.capacity = capacity;
        this.names = names;
    }

    /** Adds a row, with the bed as its box names it. */
    public synchronized void add(Place place, AlarmStep row) {
        rows.put(place, row);
        while (rows.size() > capacity) {
            rows.pollFirstEntry();
            forgotten++;
        }
    }

    /** Earlier records are being read, or no longer. */
    public synchronized void loading(boolean yes) {
        loading += yes ? 1 : -1;
    }

    @Override
    public synchronized AlarmLog.Page find(Predicate<AlarmStep> fits, int offset, int most) {
        List<AlarmStep> found = new ArrayList<>();
        int matching = 0;
        for (var entry : rows.descendingMap().entrySet()) {
            AlarmStep row = entry.getValue();
            String box = entry.getKey().box();
            AlarmStep named = row.of(box, names.apply(box, row.bed()));
            if (fits.test(named)) {
                if (matching >= offset && found.size() < most) {
                    found.add(named);
                }
                matching++;
            }
        }
        return new AlarmLog.Page(found, matching, forgotten, loading > 0);
    }
}
