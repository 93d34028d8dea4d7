package org.vigie.gateway.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.vigie.model.ward.Ward;
import org.vigie.model.ward.WardEffect;

/**
 * Every step of every alarm, newest last, in memory: of this run as the ward decides it, of earlier runs as replay
 * decides it again. Bounded: beyond {@code capacity} rows the oldest go and are counted; the journal still has them.
 * Thread-safe.
 */
public final class AlarmLog implements AlarmRows {
    private final int capacity;
    private final Deque<AlarmStep> past = new ArrayDeque<>();
    private final Deque<AlarmStep> live = new ArrayDeque<>();
    private final AlarmSteps steps = new AlarmSteps();
    private long forgotten;
    private boolean loading;

    /** @param capacity {@code Limits.History.alarmSteps} */
    public AlarmLog(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A page of rows.
     *
     * @param rows newest first
     * @param matching rows that fit, on all pages
     * @param forgotten rows that had to go for room
     * @param loading true while earlier runs are still being read
     */
    public record Page(List<AlarmStep> rows, int matching, long forgotten, boolean loading) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** Takes the effects of a step of this run. */
    synchronized void live(Ward after, List<WardEffect> effects) {
        take(live, after, effects);
    }

    /** Takes the effects of a replayed step of an earlier run. */
    synchronized void past(Ward after, List<WardEffect> effects) {
        take(past, after, effects);
    }

    synchronized void loading(boolean yes) {
        loading = yes;
    }

    private void take(Deque<AlarmStep> rows, Ward after, List<WardEffect> effects) {
        rows.addAll(steps.read(after, effects));
        while (past.size() + live.size() > capacity) {
            if (past.pollFirst() == null) {
                live.pollFirst();
            }
            forgotten++;
        }
    }

    @Override
    public synchronized Page find(Predicate<AlarmStep> fits, int offset, int most) {
        List<AlarmStep> rows = new ArrayList<>();
        int matching = 0;
        for (Deque<AlarmStep> part : List.of(live, past)) {
            for (Iterator<AlarmStep> newest = part.descendingIterator(); newest.hasNext(); ) {
                AlarmStep row = newest.next();
                if (fits.test(row)) {
                    if (matching >= offset && rows.size() < most) {
                        rows.add(row);
                    }
                    matching++;
                }
            }
        }
        return new Page(rows, matching, forgotten, loading);
    }

    /** Rows kept now. */
    public synchronized int size() {
        return past.size() + live.size();
    }
}
